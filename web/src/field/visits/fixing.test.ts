import { describe, expect, it } from "vitest";

import { fixAgain, fixLines } from "./fixing";

const body = { phone: "19412345678", workplace: "轴承厂", version: 3, source: "visit" };
const was = { path: "/api/register/residents/r/change", title: "9-2-501 · 顾离云", body };
const problem = {
  status: 409,
  type: "register/changed",
  title: "刚被别人改过",
  title_en: "Changed",
  version: 5,
  differs: [{ field: "phone", now: "138****5678", said: "194****5678" }],
};

describe("a refused correction", () => {
  it("is shown beside what stands now", () => {
    expect(fixLines(body, problem)).toEqual([
      { field: "phone", typed: "19412345678", now: "138****5678", keep: false },
      { field: "workplace", typed: "轴承厂", now: null, keep: false },
    ]);
  });

  it("goes again on the version that stands, without what is left as it is", () => {
    const lines = fixLines(body, problem);
    Object.assign(lines[0] ?? {}, { keep: true });
    Object.assign(lines[1] ?? {}, { typed: " 纺织厂 " });
    expect(fixAgain(was, lines, problem, "old")).toEqual({
      ...was,
      card: "fix",
      body: { workplace: "纺织厂", version: 5, source: "visit" },
      instead: "old",
    });
  });

  it("keeps its version where it was refused for what it says, and is dropped where nothing is left of it", () => {
    const lines = fixLines(body, null);
    expect(fixAgain(was, lines, null, "old")?.body).toEqual(body);
    for (const line of lines) line.keep = true;
    expect(fixAgain(was, lines, null, "old")).toBeNull();
  });
});
