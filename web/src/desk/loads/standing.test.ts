import { describe, expect, it } from "vitest";

import type { Load } from "@/api/types";

import { progress, runs } from "./standing";

const load = (more: Partial<Load>): Load =>
  ({ state: "waiting", part_count: 0, part_done: 0, ...more }) as Load;

describe("where a load stands", () => {
  it("runs while it is checked or loaded", () => {
    expect(["waiting", "checked", "loading", "done"].map((state) => runs(load({ state })))).toEqual([
      true,
      false,
      true,
      false,
    ]);
  });

  it("tells how much is loaded", () => {
    expect(progress(load({}))).toBe(0);
    expect(progress(load({ part_count: 26, part_done: 13 }))).toBe(50);
  });
});
