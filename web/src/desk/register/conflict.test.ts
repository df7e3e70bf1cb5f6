import { describe, expect, it } from "vitest";

import { ApiError } from "@/api/errors";

import { conflictIn, takeOver } from "./conflict";
import type { Field } from "./fields";

const FIELDS: Field[] = [
  { name: "use", way: "choice", kind: "use" },
  { name: "room", way: "text", must: true },
  { name: "note", way: "long" },
  { name: "estate", way: "choice", options: [], open: true },
  { name: "phone", way: "text", sealed: true },
];
const stale = (differs: unknown[]): ApiError =>
  new ApiError({
    status: 409,
    type: "register/changed",
    title: "这条信息刚被别人改过",
    title_en: "Changed",
    version: 4,
    changed_by: "白静怡",
    changed_at: "2026-11-27T06:00:00Z",
    differs,
  });

describe("a record that somebody else changed meanwhile", () => {
  const base = { use: "own", room: "501", note: "旧", estate: "", phone: "" };

  it("keeps what only I changed, takes over what only he changed, asks where both did", () => {
    const form = { ...base, use: "let", note: "我写的", phone: "13812345678" };
    const found = conflictIn(
      stale([
        { field: "use", now: "own", said: "let" },
        { field: "room", now: "502", said: "501" },
        { field: "note", now: "他写的", said: "我写的" },
        { field: "estate_id", now: "e1", said: null },
        { field: "phone", now: "139****0000", said: "138****5678" },
        { field: "sort", now: "00502", said: "00501" },
      ]),
      FIELDS,
      base,
      form,
    );
    expect(found?.version).toBe(4);
    expect(found?.by).toBe("白静怡");
    expect(found?.taken.map((one) => one.field.name)).toEqual(["room", "estate"]);
    expect(found?.clashes.map((one) => one.field.name)).toEqual(["note", "phone"]);
  });

  it("takes over a value in the form and in what the form began with", () => {
    const [began, form] = [{ ...base }, { ...base, note: "我写的" }];
    takeOver({ field: FIELDS[2] as Field, now: "他写的", said: "我写的" }, began, form);
    expect(form["note"]).toBe("他写的");
    expect(began["note"]).toBe("他写的");
  });

  it("is no other refusal", () => {
    const known = new ApiError({ status: 409, type: "register/known", title: "已有登记", title_en: "Known" });
    expect(conflictIn(known, FIELDS, base, base)).toBeNull();
    expect(conflictIn(new TypeError("x"), FIELDS, base, base)).toBeNull();
  });
});
