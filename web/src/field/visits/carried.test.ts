import { describe, expect, it, vi } from "vitest";

import type { CarriedCampaign, CarriedLine } from "@/api/visits";

vi.mock("../outbox/usePhone", () => ({
  phone: { value: null },
  outboxView: { value: { entries: [] } },
  notReached: () => false,
}));
const { doorOfLine, linesOf } = await import("./carried");
const { emptySaid, visitPut } = await import("./said");

const line = (name: string, more: Partial<CarriedLine> = {}): CarriedLine => ({
  id: name,
  subject: `s-${name}`,
  area: "970101001001001",
  name,
  place: `${name}路1号`,
  kind: "shop",
  walk: name,
  result: "",
  done_at: null,
  tried: "",
  tried_at: null,
  ...more,
});
const CAMPAIGN = {
  id: "c1",
  name: "三个月走遍商户",
  until_on: "2027-01-01",
  inside: true,
  lines: [line("b"), line("a"), line("c", { done_at: "2026-11-01T00:00:00Z", result: "met" })],
} as unknown as CarriedCampaign;
const names = (half: "open" | "done", typed = "", here: Record<string, string> = {}): string[] =>
  linesOf(CAMPAIGN, half, typed, here).map((one) => one.name);

describe("the lines of a campaign", () => {
  it.each([
    ["open", "", {}, ["a", "b"]],
    ["done", "", {}, ["c"]],
    ["open", "", { a: "met" }, ["b"]],
    ["done", "", { a: "met", b: "declined" }, ["a", "b", "c"]],
    ["open", "", { a: "nobody" }, ["a", "b"]],
    ["open", "B路", {}, ["b"]],
    ["open", "c", {}, []],
  ] as const)("that are %s, with “%s” typed", (half, typed, here, expected) => {
    expect(names(half, typed, here)).toEqual(expected);
  });

  it("say which campaign a visit to them is for, and nothing of residents", () => {
    const door = doorOfLine({ campaign: CAMPAIGN, line: line("a") });
    const { body, title } = visitPut(door, emptySaid("premises"), [], new Date("2026-11-27T02:00:00Z"));
    expect(title).toBe("a路1号 · a");
    expect(body).toMatchObject({ subject: "s-a", noun: "organisation", campaign: "c1", met: [] });
  });
});
