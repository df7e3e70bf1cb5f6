import { describe, expect, it } from "vitest";

import type { Door } from "@/api/visits";

import { buildingOf, doorOf, ofPart, stopsOf } from "./gather";

const NOW = new Date("2026-11-27T02:00:00Z");
const door = (id: string, more: Partial<Door> = {}): Door =>
  ({ id, due_on: "2026-11-27", urgent_at: null, grade: "general", building: "b1", ...more }) as Door;
const ids = (doors: readonly Door[]): string => doors.map((one) => one.id).join(" ");

const DOORS = [
  door("a"),
  door("b", { due_on: "2026-11-30" }),
  door("c", { grade: "high", building: "b2" }),
  door("d", { due_on: "2026-12-01", urgent_at: "2026-11-28T01:00:00Z", building: "b2" }),
  door("e", { due_on: "2026-11-20" }),
];

describe("the doors of today", () => {
  it.each([
    ["due", "a c d"],
    ["soon", "b"],
    ["high", "c"],
    ["done", "e"],
  ] as const)("are parted: %s", (part, found) => {
    expect(ids(ofPart(DOORS, part, { e: "met" }, NOW))).toBe(found);
  });

  it("are those of one's plan, and what is due and on nobody's", () => {
    const doors = [
      door("p", { order: 1, due_on: "2026-11-30", planned_on: "2026-11-27" } as Partial<Door>),
      door("a", { planned_on: "2026-11-30" } as Partial<Door>),
      door("l", { due_on: "2026-11-20" }),
    ];
    expect(ids(ofPart(doors, "due", {}, NOW))).toBe("p l");
    expect(ids(ofPart(doors, "soon", {}, NOW))).toBe("a");
  });

  it("stand by building in walking order, the urgent first", () => {
    expect(stopsOf(DOORS).map((stop) => `${stop.key}: ${ids(stop.doors)}`)).toEqual([
      "urgent: d",
      "b1: a b e",
      "b2: c",
    ]);
  });
});

it.each([
  ["枇杷园3-2-501", "枇杷园3", "2-501"],
  ["甲1-502", "甲1", "502"],
  ["", "", ""],
])("a home's code tells the building and the door: %s", (place, building, rest) => {
  expect([buildingOf({ noun: "household", place }), doorOf({ noun: "household", place })]).toEqual([
    building,
    rest,
  ]);
});
