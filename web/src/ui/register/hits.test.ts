import { beforeAll, describe, expect, it } from "vitest";

import type { Hit } from "@/api/register";

import { giveWords } from "../i18n";
import { goneOf, pathOf, saidOf, whyOf } from "./hits";
import words from "./words/zh-Hans.json";

const hit = (more: Partial<Hit>): Hit => ({
  id: "1",
  noun: "resident",
  area: "990101001001001",
  name: "王秀英",
  state: "active",
  sex: "female",
  age: 81,
  dwelling_id: null,
  code: "3-2-501",
  place: "阳光新村3幢",
  phone: "138****5678",
  labels: [],
  kind: "",
  trade: "",
  members: null,
  synthetic: true,
  why: [],
  ...more,
});

beforeAll(() => giveWords({ register: words }, () => Promise.resolve({})));

describe("what was found", () => {
  it("says who a person is, without what is not known", () => {
    expect(saidOf(hit({}))).toBe("女 · 81岁 · 阳光新村 3-2-501 · 138****5678");
    expect(saidOf(hit({ sex: "unknown", age: null, phone: "" }))).toBe("阳光新村 3-2-501");
    expect(saidOf(hit({ place: "邮电宿舍", code: "1-402" }))).toBe(
      "女 · 81岁 · 邮电宿舍 1-402 · 138****5678",
    );
  });

  it("says of a home who lives there", () => {
    const home = hit({ noun: "dwelling", kind: "let", members: 3 });
    expect(saidOf(home)).toBe("阳光新村3幢 · 出租 · 3人");
    expect(saidOf({ ...home, kind: "vacant", members: 0 })).toBe("阳光新村3幢 · 空关 · 无人在册");
  });

  it("says why, where one cannot see it", () => {
    const why = [
      { word: "5678", by: "tail" },
      { word: "3", by: "building" },
    ];
    expect(whyOf(hit({ why }))).toBe("尾号5678");
  });

  it("leads to its page, and tells who is gone", () => {
    expect(pathOf(hit({ noun: "organisation" }))).toBe("/register/organisations/1");
    expect(goneOf(hit({}))).toBe("");
    expect(goneOf(hit({ state: "died" }))).toBe("已去世");
  });
});
