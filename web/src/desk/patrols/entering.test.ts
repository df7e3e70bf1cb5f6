import { describe, expect, it } from "vitest";

import { emptyLine, emptyOffer, type EnterForm, saidOf } from "./entering";

const form = (): EnterForm => ({
  id: "r",
  started: "09:00",
  ended: "08:00",
  lines: ["a", "b", "c", "d"].map((id) => emptyLine({ id, name: id })),
  offers: [],
  remarks: " 雨 ",
});

describe("a sheet that is typed", () => {
  it("is fine where nothing else is said", () => {
    const said = saidOf(form(), "route", 1, "2026-11-27");
    expect(said.ticks).toHaveLength(4);
    expect(said).toMatchObject({
      started_at: "2026-11-27T09:00:00+08:00",
      ended_at: "2026-11-27T09:00:00+08:00",
      remarks: "雨",
      from_paper: true,
    });
  });

  it("says what was found, not reached, left out and offered", () => {
    const typed = form();
    const [first, second, third] = typed.lines;
    Object.assign(first ?? {}, { state: "found", way: "spot", words: " 清了 ", urgent: true });
    Object.assign(second ?? {}, { state: "skipped", reason: " 锁着 " });
    Object.assign(third ?? {}, { state: "" });
    typed.offers = [{ ...emptyOffer(), who: "李店", what: "理发" }];
    const said = saidOf(typed, "route", 0, "2026-11-27");
    expect(said.ticks?.map(({ point, state }) => [point, state])).toEqual([
      ["a", "fine"],
      ["b", "skipped"],
      ["d", "fine"],
    ]);
    expect(said.findings).toMatchObject([{ point: "a", way: "spot", words: "清了", urgent: false }]);
    expect(said.offers).toMatchObject([{ who: "李店", what: "理发" }]);
  });
});
