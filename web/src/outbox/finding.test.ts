import { describe, expect, it } from "vitest";

import { findIn, homeIn } from "./finding";
import type { Kept, KeptMember } from "./pack";

const member = (name: string, sort: string, phone = ""): KeptMember => ({
  id: name,
  name,
  sort: `${sort} ${name}`,
  sex: "",
  age: 70,
  relation: "head",
  presence: "",
  labels: [],
  phone,
  version: 1,
});
const home = (code: string, ...members: KeptMember[]) => ({
  id: code,
  area: "a",
  room: code.split("-").at(-1) ?? "",
  code,
  entrance: "2",
  use: "",
  version: 1,
  households: [
    { id: `h${code}`, kind: "", tenant: false, size: 1, checked_at: null, version: 1, labels: [], members },
  ],
});
const kept: Kept = {
  buildings: [
    {
      id: "b",
      area: "a",
      name: "3幢",
      number: "3",
      estate: "听松苑",
      sort: "3",
      dwellings: [
        home("3-2-501", member("张三", "zhang san", "194****5678"), member("曾单", "zeng shan")),
        home("3-2-502", member("章思", "zhang si")),
      ],
    },
  ],
  firms: [
    {
      id: "f",
      area: "a",
      name: "云记面馆",
      sort: "yun ji mian guan 云记面馆",
      trade: "",
      premises: "3幢底商",
      building: "b",
      contacts: [{ name: "李", duty: "", phone: "194****1111" }],
    },
  ],
  labels: [],
  categories: [],
  patrols: [],
  working: [],
};
const names = (asked: string): string[] => findIn(kept, asked).map((one) => one.name || one.place);

describe("finding without a signal", () => {
  it.each([
    ["张", ["张三"]],
    ["zs", ["张三", "曾单", "章思"]],
    ["zhangs", ["张三", "章思"]],
    ["ZSAN", []],
    ["zengshan", ["曾单"]],
    ["5678", ["张三"]],
    ["1111", ["云记面馆"]],
    ["面馆", ["云记面馆"]],
    ["yjmg", ["云记面馆"]],
    ["", []],
    ["查无此人", []],
  ])("%s", (asked, found) => {
    expect(names(asked)).toEqual(found);
  });

  it.each(["3-2-501", "3－2－501", "3 2 501", "501"])("the door %s", (asked) => {
    expect(findIn(kept, asked).map((one) => one.id)).toEqual(["3-2-501"]);
  });

  it("a stairwell shows its doors, and no more than asked", () => {
    expect(findIn(kept, "3-2")).toHaveLength(2);
    expect(findIn(kept, "3-2", 1)).toHaveLength(1);
  });

  it("a home is found with its building", () => {
    expect(homeIn(kept, "3-2-502")?.building.estate).toBe("听松苑");
    expect(homeIn(kept, "none")).toBeNull();
  });
});
