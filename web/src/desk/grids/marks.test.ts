// @vitest-environment happy-dom
import { describe, expect, it } from "vitest";

import type { MatterPoint } from "@/api/types";

import { spotsOf } from "./marks";

const at = (longitude: number, latitude: number, standing = "on_time"): MatterPoint =>
  ({ id: `${longitude}${standing}`, longitude, latitude, standing }) as MatterPoint;

describe("spots", () => {
  it("gather what lies at one place, and take the worst standing", () => {
    const found = spotsOf([at(120, 31), at(120.000001, 31, "overdue"), at(120.01, 31, "approaching")]);
    expect(found.map((spot) => [spot.matters.length, spot.standing])).toEqual([
      [2, "overdue"],
      [1, "approaching"],
    ]);
  });

  it("are none without points", () => {
    expect(spotsOf([])).toEqual([]);
  });
});
