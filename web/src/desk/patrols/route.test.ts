import { describe, expect, it } from "vitest";

import type { PatrolRouteWhole } from "@/api/patrols";

import { bodyOf, emptyPoint, emptyRoute, formOf, moved } from "./route";

describe("the dialog of a route", () => {
  it("says what was told", () => {
    const form = { ...emptyRoute("970101001001001"), name: " 东线 ", points: [emptyPoint("北门")] };
    const said = bodyOf(form);
    expect(said).toMatchObject({ name: "东线", days: "working", points: [{ name: "北门", kind: "street" }] });
    expect(said.slots).toHaveLength(2);
    const told = {
      ...said,
      posts: [{ id: "p" }],
      slots: said.slots,
    };
    expect(formOf(told as unknown as PatrolRouteWhole)).toEqual({ ...form, name: "东线", posts: ["p"] });
  });

  it.each([
    [1, -1, ["b", "a", "c"]],
    [1, 1, ["a", "c", "b"]],
    [0, -1, ["a", "b", "c"]],
    [2, 1, ["a", "b", "c"]],
  ] as const)("moves row %i by %i", (at, by, rows) => {
    expect(moved(["a", "b", "c"], at, by)).toEqual(rows);
  });
});
