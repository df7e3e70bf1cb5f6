import { describe, expect, it } from "vitest";

import { countChanges } from "./useDraft";

interface Row {
  code: string;
  name: string;
}

const row = (code: string, name = code): Row => ({ code, name });
const count = (before: Row[], after: Row[]): number => countChanges(before, after, (one) => one.code);

describe("how many changes a draft has", () => {
  it.each([
    ["none", [row("a"), row("b")], [row("a"), row("b")], 0],
    ["a changed row", [row("a"), row("b")], [row("a"), row("b", "B")], 1],
    ["a new row", [row("a")], [row("b"), row("a")], 1],
    ["a row taken out", [row("a"), row("b")], [row("b")], 1],
    ["another order", [row("a"), row("b"), row("c")], [row("c"), row("a"), row("b")], 1],
    ["another order and a changed row", [row("a"), row("b")], [row("b", "B"), row("a")], 2],
  ])("%s", (_, before, after, wanted) => {
    expect(count(before, after)).toBe(wanted);
  });
});
