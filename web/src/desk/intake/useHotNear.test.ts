import { flushPromises } from "@vue/test-utils";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { effectScope, type EffectScope, nextTick, ref } from "vue";

import type { HotNear, Receipt } from "@/api/types";

import { blankDraft } from "./drafts";
import { useHotNear } from "./useHotNear";

vi.mock("@/api/matters", () => ({
  hotNear: () => Promise.resolve({ id: "h1", title: "搅拌站", abilities: ["put"] } as unknown as HotNear),
}));

describe("the hot issue beside what is typed", () => {
  const receipt = { id: "m1", reference: "1" } as Receipt;
  const draft = ref(blankDraft("320508017003"));
  let scope: EffectScope;
  let near = {} as ReturnType<typeof useHotNear>;

  beforeEach(async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    draft.value = { ...blankDraft("320508017003"), words: "搅拌站灰尘太大" };
    scope = effectScope();
    near = scope.run(() => useHotNear(draft)) ?? expect.unreachable();
    await nextTick();
    vi.advanceTimersByTime(800);
    await flushPromises();
  });
  afterEach(() => {
    scope.stop();
    vi.useRealTimers();
  });

  it("is offered for what was raised with the very words it was asked for", () => {
    near.remember(receipt, draft.value);
    expect(near.raised.value).toMatchObject({ matter: "m1", hot: { id: "h1" } });
    near.dismiss();
    expect(near.raised.value).toBeNull();
  });

  it.each([{ words: "老年证在哪里办理" }, { place: "东门" }, { area: "320508017004" }])(
    "is not offered for what was changed since: %j",
    (changed) => {
      Object.assign(draft.value, changed);
      near.remember(receipt, draft.value);
      expect(near.raised.value).toBeNull();
    },
  );
});
