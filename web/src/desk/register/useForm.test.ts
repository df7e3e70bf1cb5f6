// @vitest-environment happy-dom
import { beforeEach, describe, expect, it } from "vitest";
import { nextTick } from "vue";

import { ApiError } from "@/api/errors";

import type { Field, Values } from "./fields";
import { type Asking, useForm } from "./useForm";

const FIELDS: Field[] = [
  { name: "room", way: "text", must: true },
  { name: "note", way: "long" },
  { name: "id_number", way: "text", sealed: true, unkept: true },
];
const sent: { said: Values; version: number | null }[] = [];

const asking = (record: Record<string, unknown>, version: number, refusal?: ApiError): Asking => ({
  fields: FIELDS,
  record,
  place: "register:test",
  version,
  send: (said, last) => {
    sent.push({ said, version: last });
    return refusal && sent.length === 1 ? Promise.reject(refusal) : Promise.resolve();
  },
});

beforeEach(() => {
  localStorage.clear();
  sent.length = 0;
});

describe("a record being edited", () => {
  it("says what differs and what is always said", async () => {
    const editing = useForm(asking({ room: "501", note: "旧" }, 3));
    editing.form["note"] = "新";
    expect(await editing.save()).toBe(true);
    expect(sent).toEqual([{ said: { room: "501", note: "新" }, version: 3 }]);
  });

  it("keeps what was typed, but no number", async () => {
    const editing = useForm(asking({ room: "501", note: "" }, 3));
    editing.form["note"] = "门口有狗";
    editing.form["id_number"] = "970101195803120014";
    await nextTick();
    expect(JSON.stringify({ ...localStorage })).not.toContain("970101195803120014");
    const again = useForm(asking({ room: "501", note: "" }, 3));
    expect(again.restored.value).toBe(true);
    expect(again.form["note"]).toBe("门口有狗");
    again.startOver();
    expect(again.form["note"]).toBe("");
  });

  it("does not write an old draft over what was changed since", async () => {
    useForm(asking({ room: "501", note: "旧" }, 3)).form["note"] = "我写的";
    await nextTick();
    const changed = new ApiError({
      status: 409,
      type: "register/changed",
      title: "改过",
      title_en: "Changed",
      version: 4,
      differs: [{ field: "note", now: "他写的", said: "我写的" }],
    });
    const editing = useForm(asking({ room: "501", note: "他写的" }, 4, changed));
    expect(await editing.save()).toBe(false);
    expect(sent[0]?.version).toBe(3);
    expect(editing.settled.value).toBe(false);
    editing.picked["note"] = "now";
    expect(await editing.save()).toBe(true);
    expect(sent[1]).toEqual({ said: { room: "501" }, version: 4 });
  });

  it("puts a refusal at its field", async () => {
    const errors = [{ field: "member.room", title: "请填写室号", title_en: "Give the room" }];
    const refusal = new ApiError({
      status: 422,
      type: "register/bad-value",
      title: "x",
      title_en: "x",
      errors,
    });
    const editing = useForm(asking({ room: "", note: "" }, 1, refusal));
    expect(await editing.save()).toBe(false);
    expect(editing.errors.value).toEqual({ room: "请填写室号" });
    expect(editing.failure.value).toBe(refusal);
  });
});
