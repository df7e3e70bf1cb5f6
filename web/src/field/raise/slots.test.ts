import { describe, expect, it } from "vitest";

import { inPlace } from "./slots";

describe("what is offered under a thumb", () => {
  it.each([
    ["", "abc", "abc"],
    ["abc", "cab", "abc"],
    ["abc", "dac", "adc"],
    ["abc", "cd", "cd"],
    ["abc", "", ""],
    ["ab", "cde", "cde"],
    ["a", "bac", "abc"],
    ["abc", "c", "c"],
  ])("%s, then %s, is shown as %s", (before, now, shown) => {
    expect(inPlace([...before], [...now], (one) => one).join("")).toBe(shown);
  });
});
