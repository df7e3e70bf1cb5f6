import { expect, test } from "vitest";

import { choicesOf, percent, sumOf, toChoose } from "./learnt";

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

const labels = [
  { label: "路灯", rows: 9, category: "facility.lamp" },
  { label: "别的", rows: 2, category: "" },
  { label: "垃圾", rows: 30, category: "env.garbage" },
  { label: "转来的", rows: 5, category: "" },
];

test("a file's categories: those a person has to choose for first, then the larger ones", () => {
  expect(toChoose(labels).map((one) => one.label)).toEqual(["转来的", "别的", "垃圾", "路灯"]);
  expect(labels[0]?.label).toBe("路灯");
});

test("how many rows will be learnt from, as chosen", () => {
  expect(sumOf(labels, { 路灯: "facility.lamp", 垃圾: "env.garbage", 别的: "", 转来的: "" })).toEqual({
    n: 39,
    out: 7,
  });
  expect(sumOf(labels, { 转来的: "env.garbage" })).toEqual({ n: 5, out: 41 });
});
