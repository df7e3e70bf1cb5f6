// @vitest-environment happy-dom
import { beforeAll, describe, expect, it } from "vitest";

import { giveWords, speak } from "../i18n";
import english from "../words/en.json";
import chinese from "../words/zh-Hans.json";
import { dayAfter, dayOf } from "./site";
import { isWorkingDay, unknownYearAmong, workingDaysUntil } from "./workdays";
import { sayDay, sayDeadline, sayExactly, sayMoment } from "./words";

const NATIONAL_DAY = new Map([
  ["2026-09-27", true],
  ["2026-10-01", false],
  ["2026-10-02", false],
]);
/** A time on the wall of the office, eight hours before the world's. */
const there = (text: string): string => `${text}+08:00`;
const at = (text: string): Date => new Date(there(text));

beforeAll(() => giveWords({ ui: chinese }, () => Promise.resolve({ ui: english })));

describe("working days", () => {
  it("are weekdays, less holidays, plus make-up days", () => {
    expect(isWorkingDay("2026-09-30", NATIONAL_DAY)).toBe(true);
    expect(isWorkingDay("2026-10-01", NATIONAL_DAY)).toBe(false);
    expect(isWorkingDay("2026-09-26", NATIONAL_DAY)).toBe(false);
    expect(isWorkingDay("2026-09-27", NATIONAL_DAY)).toBe(true);
  });

  it.each([
    ["2026-09-28T09:00", "2026-09-28T17:00", 0],
    ["2026-09-28T09:00", "2026-09-30T17:00", 2],
    ["2026-09-30T09:00", "2026-10-05T17:00", 1],
    ["2026-09-25T09:00", "2026-09-28T17:00", 2],
  ])("from %s to %s are %i", (from, until, days) => {
    expect(workingDaysUntil(at(from), at(until), NATIONAL_DAY)).toBe(days);
  });
});

describe("deadlines in words", () => {
  const now = at("2026-09-28T09:00");

  it.each([
    ["2026-09-30T17:00", "还剩 2 个工作日"],
    ["2026-09-28T17:30", "还剩 8 小时"],
    ["2026-09-28T09:40", "还剩 40 分钟"],
    ["2026-09-28T08:59:30", "已超期 1 分钟"],
    ["2026-09-28T06:00", "已超期 3 小时"],
    ["2026-09-26T09:00", "已超期 2 天"],
  ])("%s is %s", (due, words) => {
    expect(sayDeadline(there(due), now, NATIONAL_DAY)).toBe(words);
  });

  it("speak English too, one and many", async () => {
    await speak("en");
    expect(sayDeadline(there("2026-09-30T17:00"), now, NATIONAL_DAY)).toBe("2 working days left");
    expect(sayDeadline(there("2026-09-27T08:00"), now, NATIONAL_DAY)).toBe("1 day overdue");
    await speak("zh-Hans");
  });
});

describe("the site's own clock", () => {
  it("does not ask the browser where it is", () => {
    expect(dayOf(new Date("2026-09-27T16:30:00Z"))).toBe("2026-09-28");
    expect(sayExactly("2026-12-31T16:05:00Z")).toBe("2027-01-01 00:05");
    expect(sayMoment("2026-09-27T16:30:00Z", at("2026-09-28T09:00"))).toBe("今天 00:30");
  });

  it("counts days over the ends of months and years", () => {
    expect(dayAfter("2026-12-31")).toBe("2027-01-01");
    expect(dayAfter("2026-03-01", -1)).toBe("2026-02-28");
  });
});

describe("a year nobody has announced", () => {
  it("is named where a deadline lies in it", () => {
    const years = new Set(["2027"]);
    expect(unknownYearAmong([there("2026-12-31T18:00"), there("2027-01-04T18:00")], years)).toBe("2027");
    expect(unknownYearAmong([there("2026-12-31T18:00"), null], years)).toBe("");
  });
});

describe("moments in words", () => {
  const now = at("2026-09-28T09:00");

  it.each([
    ["2026-09-28T08:05", "今天 08:05"],
    ["2026-09-27T23:50", "昨天 23:50"],
    ["2026-03-01T07:30", "3月1日 07:30"],
    ["2025-12-31T07:30", "2025年12月31日"],
  ])("%s is %s", (moment, words) => {
    expect(sayMoment(there(moment), now)).toBe(words);
  });

  it("say a day with its year only when it is another", () => {
    expect(sayDay(there("2026-10-01T00:00"), now)).toBe("10月1日");
    expect(sayDay(there("2027-10-01T00:00"), now)).toBe("2027年10月1日");
  });
});
