// @vitest-environment happy-dom
import { flushPromises, mount, type VueWrapper } from "@vue/test-utils";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { i18nPlugin } from "../../i18n";
import AnswerChecks from "./AnswerChecks.vue";

const point = (rule: string, state: string, found: string[] = []): Record<string, unknown> => ({
  rule,
  name: rule,
  name_en: rule,
  state,
  hint: `hint of ${rule}`,
  hint_en: "",
  found,
});

const answered = (points: unknown[]): Response =>
  new Response(JSON.stringify(points), { headers: { "content-type": "application/json" } });

async function typed(words: string): Promise<VueWrapper> {
  const props = { matterId: "m1", verb: "resolve" as const, words };
  const checks = mount(AnswerChecks, { props, global: { plugins: [i18nPlugin] } });
  await vi.advanceTimersByTimeAsync(800);
  await flushPromises();
  return checks;
}

describe("AnswerChecks", () => {
  const asked = vi.fn<typeof fetch>();

  beforeEach(() => {
    vi.useFakeTimers();
    vi.stubGlobal("fetch", asked);
  });

  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
    asked.mockReset();
  });

  it("asks once when the typing rests, and shows what is not there with its words", async () => {
    asked.mockResolvedValue(answered([point("comes", "missing", ["尽快"]), point("tone", "met")]));
    const checks = await typed("会尽快处理");
    expect(asked).toHaveBeenCalledTimes(1);
    expect(checks.get("li").text()).toContain("hint of comes");
    expect(checks.get("q").text()).toBe("“尽快”");
    expect(checks.get(".met").text()).toContain("tone");
  });

  it("shows one line when everything is there", async () => {
    asked.mockResolvedValue(answered([point("tone", "met")]));
    const checks = await typed("路灯修好了");
    expect(checks.find("li").exists()).toBe(false);
    expect(checks.find(".met").exists()).toBe(false);
    expect(checks.find("header").exists()).toBe(true);
  });

  it("shows none without a signal, and asks nothing of an empty answer", async () => {
    asked.mockRejectedValue(new TypeError("Failed to fetch"));
    expect((await typed("路灯修好了")).find("section").exists()).toBe(false);
    asked.mockClear();
    expect((await typed("  ")).find("section").exists()).toBe(false);
    expect(asked).not.toHaveBeenCalled();
  });
});
