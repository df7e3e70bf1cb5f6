import { expect, test } from "vitest";

import { choicesOf, percent } from "./learnt";

test("what people chose, a line a month, the newest first", () => {
  const found = choicesOf([
    { month: "2026-09-01", suggested: "a", chosen: "a", matters: 3 },
    { month: "2026-09-01", suggested: "a", chosen: "b", matters: 1 },
    { month: "2026-09-01", suggested: "", chosen: "b", matters: 9 },
    { month: "2026-10-01", suggested: "b", chosen: "b", matters: 2 },
  ]);
  expect(found).toEqual([
    { month: "2026-10", matters: 2, share: 1 },
    { month: "2026-09", matters: 4, share: 0.75 },
  ]);
});

test("shares as people read them", () => {
  expect([0, 0.914, 1].map(percent)).toEqual(["0%", "91%", "100%"]);
});
