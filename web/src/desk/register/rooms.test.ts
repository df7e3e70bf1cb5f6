import { describe, expect, it } from "vitest";

import { entrancesIn, roomsOf } from "./rooms";

describe("many dwellings at once", () => {
  it.each([
    ["1-3", ["1", "2", "3"]],
    ["1、2、东", ["1", "2", "东"]],
    ["2至3, 5", ["2", "3", "5"]],
    ["3-1", ["3-1"]],
    ["", [""]],
    ["1 1", ["1"]],
  ])("%j names the entrances %j", (text, found) => expect(entrancesIn(text)).toEqual(found));

  it("leaves out those that are there", () => {
    const plan = { entrances: "1", from: 1, to: 2, perFloor: 2 };
    expect(roomsOf(plan, new Set(["1/102"])).map((one) => one.room)).toEqual(["101", "201", "202"]);
  });

  it("counts floors above nine and doors above nine", () => {
    const rooms = roomsOf({ entrances: "", from: 12, to: 12, perFloor: 10 }, new Set());
    expect(rooms.at(0)).toEqual({ entrance: "", room: "1201", floor: 12 });
    expect(rooms.at(-1)?.room).toBe("1210");
  });
});
