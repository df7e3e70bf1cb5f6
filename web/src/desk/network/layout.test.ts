// Pictures: the same building always looks the same, floor above floor, and nothing lies on anything else.
import { describe, expect, it } from "vitest";

import type { PlacedHome } from "@/api/network";

import { type Layout, layAround, layOut, type Place } from "./layout";

const home = (id: string, more: Partial<PlacedHome> = {}): PlacedHome => ({
  id,
  area: "1",
  dwelling: null,
  building: null,
  name: id,
  place: "",
  people: 1,
  labels: [],
  threads: [],
  reach: "nobody",
  reasons: [],
  contact_at: null,
  building_name: "3号楼",
  entrance: "1",
  floor: 1,
  room: "101",
  ties: 0,
  ...more,
});

const building = (name: string, entrances: number, floors: number, rooms: number): PlacedHome[] =>
  Array.from({ length: entrances * floors * rooms }, (_, n) => {
    const entrance = 1 + (n % entrances);
    const floor = 1 + (Math.floor(n / entrances) % floors);
    const room = 1 + Math.floor(n / (entrances * floors));
    return home(`${name}/${entrance}/${floor}/${room}`, {
      building_name: name,
      entrance: String(entrance),
      floor,
      room: `${floor}0${room}`,
    });
  });

function at(layout: Layout, id: string): Place {
  const found = layout.places.get(id);
  if (!found) throw new Error(`${id} stands nowhere`);
  return found;
}

function nearest(layout: Layout, homes: PlacedHome[]): number {
  const stand = homes.map((one) => at(layout, one.id));
  let least = Infinity;
  stand.forEach((a, n) =>
    stand.slice(n + 1).forEach((b) => (least = Math.min(least, Math.hypot(a.x - b.x, a.y - b.y)))),
  );
  return least;
}

describe("a picture of households", () => {
  it.each([
    ["one building on a desk", building("3号楼", 3, 6, 2), 1000],
    ["one building on a phone", building("3号楼", 3, 6, 2), 330],
    ["a tower", building("8号楼", 1, 25, 4), 700],
    ["a grid", ["1", "2", "3", "4", "5", "6", "7", "8"].flatMap((n) => building(n, 2, 6, 2)), 760],
    ["a grid on a phone", ["1", "2", "3"].flatMap((n) => building(n, 2, 6, 2)), 330],
  ])("%s: no circle lies on another, all within the frame", (_, homes, width) => {
    const layout = layOut(homes, ["w1", "w2"], ["i1"], width);
    expect(nearest(layout, homes)).toBeGreaterThanOrEqual(layout.size);
    for (const { x, y } of layout.places.values()) {
      expect(x).toBeGreaterThan(0);
      expect(x).toBeLessThanOrEqual(width);
      expect(y).toBeGreaterThan(0);
      expect(y).toBeLessThanOrEqual(layout.height);
    }
  });

  it("puts the higher floor above, and stairwells beside each other", () => {
    const homes = [home("low"), home("high", { floor: 5 }), home("next", { entrance: "2" })];
    const laid = layOut(homes, [], [], 900);
    expect(at(laid, "high").y).toBeLessThan(at(laid, "low").y);
    expect(at(laid, "next").x).toBeGreaterThan(at(laid, "low").x);
  });

  it("seats two households of one room beside each other", () => {
    const homes = [home("a"), home("b")];
    const laid = layOut(homes, [], [], 900);
    expect(at(laid, "a").x).not.toBe(at(laid, "b").x);
  });

  it("draws nothing where there is nobody", () => {
    expect(layOut([], [], [], 900).places.size).toBe(0);
  });
});

describe("one household with those around it", () => {
  const around = [
    ...["w", "p", "i"].map((id) => ({ id, where: "left" as const })),
    ...["d", "n"].map((id) => ({ id, where: "right" as const })),
    { id: "m", where: "below" as const },
  ];

  it.each([1000, 360])("%i wide: a line for each, none on another", (width) => {
    const laid = layAround("home", around, width);
    const of = ["w", "p", "i", "d", "n", "m"].map((id) => at(laid, id));
    for (const [n, a] of of.entries())
      for (const b of of.slice(n + 1)) expect(Math.hypot(a.x - b.x, a.y - b.y)).toBeGreaterThan(30);
    for (const { x, y } of of) {
      expect(x).toBeLessThan(width);
      expect(y).toBeLessThan(laid.height);
    }
  });
});
