// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { effectScope } from "vue";

import { useHold } from "./useHold";

const lift = (how = "pointerup"): unknown => globalThis.dispatchEvent(new Event(how));

describe("a finger on something", () => {
  const free = vi.fn<() => void>();
  const scope = effectScope();
  const { hold, isHeld } = scope.run(() => useHold(free)) ?? expect.unreachable();

  beforeEach(() => {
    vi.useFakeTimers();
    free.mockClear();
  });
  afterEach(() => {
    vi.runAllTimers();
    vi.useRealTimers();
  });

  it.each(["pointerup", "pointercancel"])("is gone after a %s anywhere on the page", (how) => {
    hold();
    vi.advanceTimersByTime(10_000);
    expect(isHeld()).toBe(true);
    lift(how);
    expect(isHeld()).toBe(true);
    vi.advanceTimersByTime(200);
    expect(isHeld()).toBe(false);
    expect(free).toHaveBeenCalledTimes(1);
  });

  it("is not freed by the one before", () => {
    hold();
    lift();
    vi.advanceTimersByTime(60);
    hold();
    vi.advanceTimersByTime(200);
    expect(isHeld()).toBe(true);
    lift();
  });

  it("is not listened for where nothing is held", () => {
    lift();
    vi.advanceTimersByTime(200);
    expect(free).not.toHaveBeenCalled();
  });
});
