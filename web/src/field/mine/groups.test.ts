import { describe, expect, it } from "vitest";

import { askFor, LOTS } from "./groups";

const ALL = 12;

describe("my matters", () => {
  it("fall into one lot each, and none falls through", () => {
    const states = LOTS.flatMap((lot) => askFor(lot, "").state ?? []);
    expect(states).toHaveLength(ALL);
    expect(new Set(states).size).toBe(ALL);
  });

  it("wait for the reporter's word once they are settled", () => {
    expect(askFor("judged", "x")).toMatchObject({ owner: "mine", after: "x" });
    expect(askFor("judged", "").state).toContain("resolved");
  });
});
