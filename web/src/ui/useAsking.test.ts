import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type EffectScope, effectScope, nextTick, ref } from "vue";

import { type Asking, useAsking } from "./useAsking";

/** Let the last answers arrive. */
const arrive = (): Promise<unknown> => vi.advanceTimersByTimeAsync(0);

describe("useAsking", () => {
  const typed = ref("");
  const told = vi.fn<(words: string) => void>();
  const failed = vi.fn<() => void>();
  let asked: { over: AbortSignal; answer: (words: string) => void; fail: () => void }[];
  let scope: EffectScope;

  function start(more: Partial<Asking<string, string>> = {}): void {
    scope = effectScope();
    scope.run(() =>
      useAsking<string, string>({
        of: typed,
        pause: 300,
        ask: (over) =>
          new Promise((answer, reject) => asked.push({ over, answer, fail: () => reject(new Error("no")) })),
        take: told,
        failed,
        ...more,
      }),
    );
  }

  /** Type, and let so many milliseconds go by. */
  async function type(words: string, wait: number): Promise<void> {
    typed.value = words;
    await nextTick();
    await vi.advanceTimersByTimeAsync(wait);
  }

  beforeEach(() => {
    vi.useFakeTimers();
    typed.value = "";
    asked = [];
    told.mockReset();
    failed.mockReset();
  });

  afterEach(() => {
    scope.stop();
    vi.useRealTimers();
  });

  it("asks once for what is typed in one go, and for what stands there from the beginning", async () => {
    start();
    await vi.advanceTimersByTimeAsync(300);
    expect(asked).toHaveLength(1);
    await type("路", 299);
    await type("路灯", 299);
    expect(asked).toHaveLength(1);
    await type("路灯坏", 300);
    expect(asked).toHaveLength(2);
    asked[1]?.answer("照明");
    await arrive();
    expect(told.mock.calls).toEqual([["照明"]]);
  });

  it("drops what was asked once something else is typed", async () => {
    start();
    await type("路灯", 300);
    const [first] = asked;
    await type("路面", 0);
    expect(first?.over.aborted).toBe(true);
    first?.answer("照明");
    await vi.advanceTimersByTimeAsync(300);
    asked[1]?.answer("道路");
    await arrive();
    expect(told.mock.calls).toEqual([["道路"]]);
  });

  it("where it is patient, drops it with the next question only", async () => {
    start({ patient: true });
    await type("路灯", 300);
    const [first] = asked;
    await type("路面", 100);
    expect(first?.over.aborted).toBe(false);
    first?.answer("照明");
    await arrive();
    expect(told).toHaveBeenCalledWith("照明");
    await vi.advanceTimersByTimeAsync(200);
    await type("路口", 300);
    expect(asked[1]?.over.aborted).toBe(true);
    asked[1]?.answer("道路");
    await arrive();
    expect(told).toHaveBeenCalledOnce();
  });

  it("tells a failure of the last question, and of no other", async () => {
    start();
    await type("路灯", 300);
    await type("路面", 300);
    asked[0]?.fail();
    await arrive();
    expect(failed).not.toHaveBeenCalled();
    asked[1]?.fail();
    await arrive();
    expect(failed).toHaveBeenCalledOnce();
    expect(told).not.toHaveBeenCalled();
  });

  it("keeps what was told where nobody says what becomes of it", async () => {
    start({ failed: undefined });
    await type("路灯", 300);
    asked[0]?.fail();
    await arrive();
    expect(told).not.toHaveBeenCalled();
  });

  it("asks nothing where there is nothing to ask, and hears of every change", async () => {
    const changed = vi.fn<(now: string, before: string | undefined) => boolean>((now) => now !== "");
    start({ changed });
    await type("路灯", 300);
    await type("", 300);
    expect(asked).toHaveLength(1);
    expect(asked[0]?.over.aborted).toBe(true);
    expect(changed.mock.calls).toEqual([
      ["", undefined],
      ["路灯", ""],
      ["", "路灯"],
    ]);
  });

  it("is over with its scope", async () => {
    start();
    await type("路灯", 300);
    await type("路面", 100);
    scope.stop();
    await vi.advanceTimersByTimeAsync(300);
    expect(asked).toHaveLength(1);
    expect(asked[0]?.over.aborted).toBe(true);
  });
});
