import { describe, expect, it } from "vitest";

import { askFor, narrowed, NO_FILTERS, readFilters, writeFilters } from "./filters";

describe("filters in the address", () => {
  it("are read as they were written", () => {
    const filters = {
      ...NO_FILTERS,
      q: "路灯",
      group: "all" as const,
      state: ["in_hand", "resolved"],
      area: "990101001001003",
      reopening: true,
      order: "due" as const,
    };
    expect(readFilters(writeFilters(filters) as never)).toEqual(filters);
  });

  it("leave the address bare when nothing is filtered", () => {
    expect(writeFilters(NO_FILTERS)).toEqual({});
  });

  it("ignore what an address says wrongly", () => {
    expect(
      readFilters({
        group: "none",
        state: ["gone", "closed"],
        order: "sideways",
        reopening: "yes",
        owner: "nope",
        standing: "1",
        urgency: "nope",
        door: "nope",
        area: "1",
      }),
    ).toEqual({
      ...NO_FILTERS,
      state: ["closed"],
    });
  });

  it("take what the workbench's stacks ask for", () => {
    const stacks = [
      { owner: "waiting", group: "open" },
      { standing: "late", owner: "first" },
      { state: ["resolved"], owner: "others", reopening: "true" },
      { state: ["dispatched", "in_hand"], owner: "asking", order: "due" },
    ];
    const asked = stacks.map((query) => askFor(readFilters(query as never), ""));
    expect(asked).toMatchObject([
      { owner: "waiting", group: "open" },
      { standing: "late", owner: "first", group: "open" },
      { state: ["resolved"], owner: "others", reopening: true },
      { state: ["dispatched", "in_hand"], owner: "asking", order: "due" },
    ]);
  });

  it("let a chosen state say more than the group", () => {
    expect(askFor({ ...NO_FILTERS, state: ["closed"] }, "").group).toBe("all");
    expect(askFor(NO_FILTERS, "x")).toMatchObject({ group: "open", after: "x" });
  });

  it("count what narrows the list, the search words apart", () => {
    expect(narrowed({ ...NO_FILTERS, q: "路灯" })).toBe(0);
    expect(narrowed({ ...NO_FILTERS, owner: "mine", state: ["closed"], reopening: true })).toBe(3);
  });
});
