import { describe, expect, it } from "vitest";

import { rateOf, stepOf, weekAgo } from "./rates";

describe("shares of coverage", () => {
  it.each([
    [0, 0, "—"],
    [1, 3, "33.3%"],
    [999, 1000, "99.9%"],
    [9999, 10_000, "99.9%"],
    [5, 5, "100%"],
  ])("never says more than was reached", (part, whole, said) => {
    expect(rateOf(part, whole)).toBe(said);
  });

  it.each([
    [0, 10, 0],
    [1, 10, 1],
    [2, 10, 1],
    [3, 10, 2],
    [10, 10, 5],
    [0, 0, 0],
  ])("has five steps", (part, whole, step) => {
    expect(stepOf(part, whole)).toBe(step);
  });

  it("takes a week with its last day", () => {
    expect(weekAgo("2026-03-02")).toBe("2026-02-24");
  });
});
