import { describe, expect, it } from "vitest";

import { asSaid, asTyped, changedIn, type Field, filled, REMOVED, saidIn } from "./fields";

const field = (way: Field["way"], more: Partial<Field> = {}): Field => ({ name: "x", way, ...more });

describe("what was typed and what is sent", () => {
  it.each<[Field, string, unknown]>([
    [field("text"), "  三号楼 ", "三号楼"],
    [field("text"), "", ""],
    [field("text", { sealed: true }), REMOVED, ""],
    [field("whole"), "6", 6],
    [field("whole"), "", null],
    [field("amount"), "86.5", 86.5],
    [field("day"), "", null],
    [field("day"), "2026-11-27", "2026-11-27"],
    [field("yes"), "yes", true],
    [field("yes"), "no", false],
    [field("yes"), "", null],
    [field("choice", { kind: "small" }), "", ""],
    [field("choice", { options: [], open: true }), "", null],
  ])("%o: %j is sent as %j", (one, typed, said) => expect(asSaid(one, typed)).toBe(said));

  it("shows a record in the form, and nothing of what is sealed", () => {
    expect(asTyped(field("yes"), true)).toBe("yes");
    expect(asTyped(field("yes"), null)).toBe("");
    expect(asTyped(field("whole"), 0)).toBe("0");
    expect(asTyped(field("text", { sealed: true }), "138****5678")).toBe("");
  });

  it("says only what differs", () => {
    const fields: Field[] = [
      { name: "name", way: "text" },
      { name: "floors", way: "whole" },
      { name: "phone", way: "text", sealed: true },
    ];
    const base = filled(fields, { name: "王", floors: 6, phone: "138****5678" });
    const changed = changedIn(fields, base, { ...base, floors: "7" });
    expect(saidIn(changed, { ...base, floors: "7" })).toEqual({ floors: 7 });
    expect(changedIn(fields, base, { ...base })).toEqual([]);
  });
});
