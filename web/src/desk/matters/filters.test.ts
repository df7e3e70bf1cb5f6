import { describe, expect, it } from "vitest";

import {
  askFor,
  daysOf,
  narrowed,
  NO_FILTERS,
  periodOf,
  PERIODS,
  readFilters,
  writeFilters,
} from "./filters";

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

  it("say one month by its days", () => {
    const filters = { ...NO_FILTERS, since: "2026-10-01", until: "2026-10-31" };
    expect(readFilters(writeFilters(filters) as never)).toEqual(filters);
    expect(askFor(filters, "")).toMatchObject({ since: "2026-10-01", until: "2026-10-31" });
    expect(askFor(NO_FILTERS, "")).not.toHaveProperty("since");
    expect(narrowed(filters)).toBe(1);
    expect(narrowed({ ...NO_FILTERS, until: "2026-10-31" })).toBe(1);
    expect(readFilters({ since: "2026-02-30", until: "soon" })).toEqual(NO_FILTERS);
  });

  it("know the usual stretches of time", () => {
    const today = "2026-03-15";
    expect(daysOf("today", today)).toEqual({ since: today, until: today });
    expect(daysOf("week", today)).toEqual({ since: "2026-03-09", until: today });
    expect(daysOf("month", today)).toEqual({ since: "2026-03-01", until: "2026-03-31" });
    expect(daysOf("last_month", today)).toEqual({ since: "2026-02-01", until: "2026-02-28" });
    expect(daysOf("month", "2024-02-29")).toEqual({ since: "2024-02-01", until: "2024-02-29" });
    expect(daysOf("last_month", "2026-01-31")).toEqual({ since: "2025-12-01", until: "2025-12-31" });
    expect(daysOf("year", today)).toEqual({ since: "2026-01-01", until: "2026-12-31" });
    for (const period of PERIODS) expect(periodOf(daysOf(period, today), today)).toBe(period);
    expect(periodOf({ since: "2026-03-02", until: "" }, today)).toBe("days");
    expect(periodOf(NO_FILTERS, today)).toBe("");
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
