// @vitest-environment happy-dom
import { flushPromises } from "@vue/test-utils";
import { afterEach, describe, expect, it, vi } from "vitest";

import { speak } from "../i18n";
import { calledWhole } from "./categories";

const list = [
  { code: "env", parent: "", name: "环境卫生", name_en: "Environment" },
  { code: "env.garbage", parent: "env", name: "暴露垃圾", name_en: "Garbage" },
];
vi.mock("@/api/matters", () => ({ listCategories: () => Promise.resolve(list) }));

describe("a category, or the wider one it lies in, as a Chinese name says it", () => {
  afterEach(() => speak("zh-Hans"));

  it.each([
    ["环境卫生 · 暴露垃圾", "Environment · Garbage"],
    ["环境卫生", "Environment"],
    ["", ""],
  ])("%j is %j in English", async (name, english) => {
    expect(calledWhole("env.garbage", name)).toBe(name);
    await speak("en");
    await flushPromises();
    expect(calledWhole("env.garbage", name)).toBe(english);
  });
});
