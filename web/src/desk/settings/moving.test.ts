import { describe, expect, it } from "vitest";

import { moved } from "./moving";

describe("moving a row", () => {
  it.each([
    [0, 1, "bac"],
    [2, 0, "cab"],
    [1, 99, "acb"],
    [1, -4, "bac"],
    [7, 0, "abc"],
  ])("from %i to %i", (from, to, wanted) => {
    expect(moved(["a", "b", "c"], from, to).join("")).toBe(wanted);
  });
});
