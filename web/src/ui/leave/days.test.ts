import { describe, expect, it } from "vitest";

import { boundsOf, dayInWords, daysBetween } from "./days";

const NOW = new Date("2026-11-26T23:30:00+08:00");

describe("the days of a leave", () => {
  it("are said as people say them", () => {
    expect(dayInWords("2026-11-30", NOW)).toBe("11月30日");
    expect(dayInWords("2027-01-02", NOW)).toBe("2027年1月2日");
  });

  it("are counted with both ends", () => {
    expect(daysBetween("2026-11-30", "2026-11-30")).toBe(1);
    expect(daysBetween("2026-12-30", "2027-01-02")).toBe(4);
    expect(daysBetween("2026-11-30", "2026-11-29")).toBe(0);
    expect(daysBetween("", "2026-11-29")).toBe(0);
  });

  it("begin today at the earliest, the site's today, and are ninety at most", () => {
    expect(boundsOf("", NOW)).toEqual({ first: "2026-11-26", firstMost: "2027-05-25", last: "2027-02-23" });
    expect(boundsOf("2026-12-01", NOW).last).toBe("2027-02-28");
    expect(daysBetween("2026-12-01", boundsOf("2026-12-01", NOW).last)).toBe(90);
    expect(boundsOf("2020-01-01", NOW).last).toBe("2027-02-23");
  });
});
