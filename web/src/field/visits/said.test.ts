import { describe, expect, it } from "vitest";

import type { DoorWhole } from "@/api/visits";
import type { Shot } from "@/outbox/entries";

import { type DoorSaid, emptySaid, fixPuts, saidFrom, usualWay, visitPut } from "./said";

const NOW = new Date("2026-11-27T02:00:00Z");
const DOOR = {
  id: "door-1",
  noun: "household",
  area: "970101001001001",
  place: "兴华里3-2-501",
  name: "王秀英",
  there: [{ id: "r1", name: "王秀英", presence: "here", version: 4 }],
  campaigns: [],
  abilities: ["record", "heed"],
} as unknown as DoorWhole;
const SHOT = { id: "p1", name: "照片1.jpg", area: "", blob: new Blob(["x"]) } as Shot;
const said = (more: Partial<DoorSaid> = {}): DoorSaid => ({ ...emptySaid("home"), ...more });

describe("what a doorstep form becomes", () => {
  it("is one command where nothing changed", () => {
    const put = visitPut(DOOR, said({ checked: true }), [], NOW);
    expect(put).toMatchObject({ path: "/api/visits", card: "visit", title: "兴华里3-2-501 · 王秀英" });
    expect(put.body).toMatchObject({ result: "met", way: "home", checked: true, at: NOW.toISOString() });
    expect(put.body).not.toHaveProperty("matters");
    expect(fixPuts(DOOR, said(), "走访")).toEqual([]);
  });

  it("raises a matter with its photos in the same command", () => {
    const put = visitPut(DOOR, said({ open: ["matter"], words: "灯不亮" }), [SHOT], NOW);
    expect(put.photos?.[0]?.area).toBe(DOOR.area);
    expect(put.body).toMatchObject({
      matters: [{ words: "灯不亮", area: DOOR.area, place: DOOR.place, files: ["blob:p1"] }],
    });
    expect(put.body).toMatchObject({ files: [] });
  });

  it("leaves out what stands on a card that was closed again", () => {
    const put = visitPut(DOOR, said({ words: "灯不亮", change: "fall", next_on: "2026-12-01" }), [], NOW);
    for (const name of ["matters", "change", "next_on"]) expect(put.body).not.toHaveProperty(name);
  });

  it("meets nobody where nobody was there", () => {
    const put = visitPut(
      DOOR,
      said({ result: "nobody", met: ["r1"], others: "房东", checked: true }),
      [],
      NOW,
    );
    expect(put.body).toMatchObject({ met: [], met_others: "", checked: false });
  });

  it("corrects with the version that was seen, and only what was filled in", () => {
    const fix = { id: "r1", phone: " 13900001111 ", presence: "here", workplace: "" };
    const puts = fixPuts(DOOR, said({ open: ["fix"], fixes: [fix, { ...fix, id: "gone" }] }), "走访");
    expect(puts).toHaveLength(1);
    expect(puts[0]).toMatchObject({
      path: "/api/register/residents/r1/change",
      body: { phone: "13900001111", version: 4, source: "走访" },
      card: "fix",
    });
    expect(puts[0]?.body).not.toHaveProperty("presence");
  });

  it("comes back whole from the outbox", () => {
    const whole = said({
      open: ["matter", "change", "relief", "company", "next"],
      words: "灯不亮",
      change: "fall",
      relief: [{ item: "米", amount: "2", unit: "袋", signed_by: "王秀英", signed_for: "" }],
      company: [{ duty: "pioneer", name: "赵敏" }],
      next_on: "2026-12-01",
      note: "腿疼",
      met: ["r1"],
    });
    const back = saidFrom(visitPut(DOOR, whole, [], NOW).body, "old");
    expect(back).toEqual({ ...whole, at: NOW.toISOString(), instead: "old" });
  });
});

it.each([
  ["household", "2026-11-27", null, "home"],
  ["household", "2026-12-27", null, "door"],
  ["household", null, null, "door"],
  ["household", null, "2026-11-28T00:00:00Z", "home"],
  ["organisation", "2026-11-27", null, "premises"],
] as const)("goes inside only where that is due: %s %s", (noun, home_due_on, urgent_at, way) => {
  expect(usualWay({ noun, home_due_on, urgent_at }, NOW)).toBe(way);
});
