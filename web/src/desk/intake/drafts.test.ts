// @vitest-environment happy-dom
import { beforeEach, describe, expect, it } from "vitest";
import { nextTick } from "vue";

import type { Draft } from "@/api/types";

import { blankDraft, draftFrom, raiseOf, useDrafts } from "./drafts";

const AREA = "990101001001";
const read: Draft = {
  words: "路灯不亮",
  subject: "路灯不亮",
  place: "3号楼",
  area: "",
  speaker: "张阿姨",
  said_at: "2026-10-12T09:31:00+08:00",
  same_as: null,
  category: "public.lamp",
  category_name: "路灯",
  reporter: null,
  external_number: "",
  external_category: "",
  external_deadline: null,
};

beforeEach(() => localStorage.clear());

describe("drafts", () => {
  it("survive a reload, the empty one excepted", async () => {
    const before = useDrafts(() => AREA);
    before.open.value.words = "楼道堆物";
    before.another();
    await nextTick();
    const after = useDrafts(() => AREA);
    expect([after.open.value, ...after.waiting.value].map((draft) => draft.words)).toEqual(["楼道堆物"]);
  });

  it("open the first of those read out of pasted text", () => {
    const { open, waiting, add } = useDrafts(() => AREA);
    add([draftFrom(read, AREA, "chat"), draftFrom({ ...read, words: "下水道堵了" }, AREA, "chat")]);
    expect(open.value).toMatchObject({
      words: "路灯不亮",
      door: "chat",
      category: "public.lamp",
      speaker: "张阿姨",
    });
    expect(waiting.value.map((draft) => draft.words)).toEqual(["下水道堵了"]);
  });

  it("lie in the grid that was read, else in the community", () => {
    expect(draftFrom(read, AREA, "chat").area).toBe(AREA);
    expect(draftFrom({ ...read, area: `${AREA}006` }, AREA, "chat").area).toBe(`${AREA}006`);
  });

  it("go on with the next one when one is raised", () => {
    const { open, add, drop } = useDrafts(() => AREA);
    add([draftFrom(read, AREA, "chat"), draftFrom({ ...read, words: "下水道堵了" }, AREA, "chat")]);
    drop(open.value.id);
    expect(open.value.words).toBe("下水道堵了");
    drop(open.value.id);
    expect(open.value.words).toBe("");
  });

  it("are raised without a reporter when nobody is known", () => {
    const draft = { ...blankDraft(AREA), words: "路灯不亮" };
    expect(raiseOf(draft)).toMatchObject({
      id: draft.id,
      reporter: null,
      urgency: null,
      external_deadline: null,
    });
    expect(raiseOf({ ...draft, phone: "13812345678" }).reporter).toMatchObject({
      phone: "13812345678",
      name: "",
    });
  });
});
