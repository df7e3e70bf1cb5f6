import { describe, expect, it } from "vitest";

import type { Row } from "@/api/types";

import { gather } from "./gather";

const row = (id: string, standing: string, due: string | null, state = "in_hand"): Row =>
  ({ id, standing, due_at: due, state }) as Row;

describe("my matters", () => {
  it("stand in stacks in the order they need attention; empty stacks are left out", () => {
    const stacks = gather([
      row("1", "on_time", "2026-12-01"),
      row("2", "overdue", "2026-11-01"),
      row("3", "none", null, "resolved"),
      row("4", "overdue", "2026-11-02", "long_term"),
    ]);
    expect(stacks.map((stack) => [stack.name, stack.rows.map((one) => one.id)])).toEqual([
      ["overdue", ["2"]],
      ["later", ["1"]],
      ["resting", ["3", "4"]],
    ]);
  });
});
