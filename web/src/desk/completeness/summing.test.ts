import { describe, expect, it } from "vitest";

import type { Lacking } from "@/api/types";

import { clearShare, isBare, together } from "./summing";

const homes = (count: number, lacking: number, oldest: string | null = null): Lacking => ({
  noun: "dwelling",
  count,
  lacking,
  oldest,
  lacks: { use: lacking, stale: 0 },
});
const grid = (...nouns: Lacking[]) => ({ area: "1", name: "一号", nouns });

describe("what grids lack together", () => {
  it("adds up, and keeps the oldest", () => {
    const found = together([
      grid(homes(10, 3, "2026-03-01T00:00:00Z")),
      grid(homes(5, 1, "2026-01-01T00:00:00Z")),
      grid(homes(1, 0)),
    ]);
    expect(found.get("dwelling")).toEqual({
      noun: "dwelling",
      count: 16,
      lacking: 4,
      oldest: "2026-01-01T00:00:00Z",
      lacks: { use: 4, stale: 0 },
    });
  });

  it("says a hundred only where nothing lacks", () => {
    expect(clearShare(homes(1000, 1))).toBe(99);
    expect(clearShare(homes(1000, 0))).toBe(100);
    expect(clearShare(homes(0, 0))).toBeNull();
  });

  it("knows an empty register, whatever matters there are", () => {
    const matters = { ...homes(3, 3), noun: "matter" };
    const told = { area: "", area_name: "", at: "", stale_days: 180, parts: [] };
    expect(isBare({ ...told, grids: [grid(homes(0, 0), matters)] })).toBe(true);
    expect(isBare({ ...told, grids: [grid(homes(1, 0), matters)] })).toBe(false);
  });
});
