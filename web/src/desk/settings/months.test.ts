import { describe, expect, it } from "vitest";

import { monthOf } from "./months";

describe("a month in weeks", () => {
  it.each([
    [2027, 1, 4, 31],
    [2027, 2, 0, 28],
    [2028, 2, 1, 29],
    [2026, 11, 6, 30],
  ])("%i-%i has %i places before it and %i days", (year, month, before, count) => {
    const days = monthOf(year, month);
    expect(days.filter((day) => !day).length).toBe(before);
    expect(days.slice(0, before).every((day) => !day)).toBe(true);
    expect(days.length - before).toBe(count);
    expect(days.at(-1)).toBe(`${year}-${String(month).padStart(2, "0")}-${count}`);
  });
});
