import { expect, it } from "vitest";

import { mondayOf, moved } from "./weeks";

it.each([
  ["2026-11-23", "2026-11-23"],
  ["2026-11-29", "2026-11-23"],
  ["2027-01-01", "2026-12-28"],
])("begins a week on Monday", (day, monday) => {
  expect(mondayOf(day)).toBe(monday);
});

it("moves over the end of a year", () => {
  expect(moved("2026-12-31", 1)).toBe("2027-01-01");
});
