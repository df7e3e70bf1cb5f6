import { beforeAll, describe, expect, it } from "vitest";

import type { Door } from "@/api/visits";
import { giveWords } from "@/ui/i18n";

import { dueTone, sayDue } from "./due";
import words from "./words/zh-Hans.json";

const TODAY = new Date("2026-11-27T02:00:00Z");
const door = (more: Partial<Door>): Door =>
  ({ due_on: "2026-11-27", late: 0, change: "", urgent_at: null, grade: "general", ...more }) as Door;

beforeAll(() => giveWords({ visit: words }, () => Promise.resolve({})));

describe("when a door is due", () => {
  it.each([
    [door({}), "今天到期", "warn"],
    [door({ late: 3, due_on: "2026-11-24" }), "已超期 3 天", "accent"],
    [door({ due_on: "2026-11-30" }), "还有 3 天", "quiet"],
    [door({ due_on: null }), "暂不安排", "quiet"],
    [door({ change: "discharged", urgent_at: "2026-11-28T02:00:00Z" }), "重大变化 · 出院", "accent"],
  ])("says so in words and colour", (row, said, tone) => {
    expect(sayDue(row, TODAY)).toBe(said);
    expect(dueTone(row, TODAY)).toBe(tone);
  });
});
