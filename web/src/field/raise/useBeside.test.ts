// @vitest-environment happy-dom
import { flushPromises } from "@vue/test-utils";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { effectScope, type EffectScope, nextTick, reactive } from "vue";

import type { Alike, Suggestion } from "@/api/types";

import { emptyNote } from "./raising";
import { useBeside } from "./useBeside";

const on = vi.hoisted(() => ({
  urgent: [] as string[],
  alike: null as Promise<unknown> | null,
  signal: null as unknown as { value: boolean },
  pack: null as unknown as { value: object | null },
  categories: [] as object[],
}));

vi.mock("@/api/matters", () => ({
  suggestFor: () =>
    Promise.resolve({
      categories: [{ category: "facility.lamp", category_name: "路灯", why: [], sure: true }],
      urgent: on.urgent,
      settle_by: "2026-10-01T00:00:00Z",
    } as unknown as Suggestion),
  similarTo: () => on.alike ?? Promise.resolve([]),
  hotNear: () => Promise.resolve(null),
}));
vi.mock("@/api/register", () => ({ locate: () => Promise.resolve({ candidates: [] }) }));
vi.mock("../outbox/usePhone", async () => {
  const { ref } = await import("vue");
  on.signal = ref(true);
  return { hasSignal: on.signal };
});
vi.mock("../kept/usePack", async () => {
  const { shallowRef } = await import("vue");
  on.pack = shallowRef(null);
  return { packState: on.pack, readKept: () => Promise.resolve({ categories: on.categories }) };
});

const pause = async (): Promise<void> => {
  await nextTick();
  vi.advanceTimersByTime(500);
  await flushPromises();
};

describe("what stands beside the words", () => {
  const form = reactive(emptyNote("320508017003"));
  let scope: EffectScope;
  let { beside, shown, hold } = {} as ReturnType<typeof useBeside>;

  const type = async (words: string, urgent: string[] = []): Promise<void> => {
    on.urgent = urgent;
    form.words = words;
    await pause();
  };

  beforeEach(() => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    Object.assign(on, { urgent: [], alike: null, categories: [] });
    on.signal.value = true;
    on.pack.value = null;
    Object.assign(form, emptyNote("320508017003"));
    scope = effectScope();
    ({ beside, shown, hold } = scope.run(() => useBeside(form)) ?? expect.unreachable());
  });
  afterEach(() => {
    scope.stop();
    vi.useRealTimers();
  });

  it("takes as calm only the urgent words that were called so", async () => {
    await type("楼道里有煤气味", ["煤气味"]);
    expect(shown.value.calm).toBe(false);
    form.calmed = ["煤气味"];
    expect(shown.value.calm).toBe(true);
    form.urgent = true;
    expect(shown.value.calm).toBe(false);
    form.urgent = false;
    await type("楼道里有煤气味，很淡", ["煤气味"]);
    expect(shown.value.calm).toBe(true);
    form.words += "，门口";
    expect(shown.value, "typed since").toEqual({ surest: "", calm: false });
    await type("电梯困人了快来", ["电梯困人"]);
    expect(form.calmed).toEqual([]);
    await type("楼道里有煤气味", ["煤气味"]);
    expect(shown.value.calm, "not remembered").toBe(false);
  });

  it("forgets what was calm once no urgent word is left", async () => {
    await type("楼道里有煤气味", ["煤气味"]);
    form.calmed = ["煤气味"];
    await type("楼道里堆了东西");
    expect(form.calmed).toEqual([]);
    form.calmed = ["煤气味"];
    await type("楼");
    expect(form.calmed).toEqual([]);
  });

  it("sends nothing as calm that is not on the screen", async () => {
    await type("楼道里有煤气味", ["煤气味"]);
    form.calmed = ["煤气味"];
    on.signal.value = false;
    await pause();
    expect(shown.value.calm).toBe(false);
  });

  it("shows the suggestion before the rest has come", async () => {
    const found: ((alike: Alike[]) => void)[] = [];
    on.alike = new Promise<Alike[]>((resolve) => found.push(resolve));
    await type("路灯坏了两天");
    expect(beside.value).toMatchObject({ how: "asked", surest: "facility.lamp", alike: [] });
    hold();
    found[0]?.([{ id: "m1" } as Alike]);
    await flushPromises();
    expect(beside.value.alike, "a finger is on it").toEqual([]);
    globalThis.dispatchEvent(new Event("pointerup"));
    vi.advanceTimersByTime(200);
    expect(beside.value.alike).toHaveLength(1);
  });

  it.each(["", "楼道里有煤气味"])(
    "says that there are no keywords where there are none: %j",
    async (words) => {
      on.signal.value = false;
      await type(words);
      expect(beside.value.how).toBe("bare");
      on.pack.value = {};
      await pause();
      expect(beside.value.how, "an old pack").toBe("bare");
      on.categories = [{ code: "a", parent: "", name: "煤气", name_en: "Gas", words: ["煤气"] }];
      await type(`${words} `);
      expect(beside.value.how).not.toBe("bare");
    },
  );
});
