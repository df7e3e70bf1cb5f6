// @vitest-environment happy-dom
// The box at the top: what is typed is looked for in the register, and Enter opens what is chosen.
import { flushPromises, mount, type VueWrapper } from "@vue/test-utils";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { handed } from "@/ui/register/handed";
import registerWords from "@/ui/register/words/zh-Hans.json";
import { giveWords, i18nPlugin } from "@/ui/i18n";

import TopSearch from "./TopSearch.vue";
import shellWords from "./words/zh-Hans.json";

const pushed: unknown[] = [];
const asked: unknown[] = [];
let none = false;
vi.mock("vue-router", () => ({
  useRoute: () => ({ name: "workbench", query: {} }),
  useRouter: () => ({ push: (to: unknown) => pushed.push(to) }),
}));
vi.mock("@/ui/session", () => ({ may: () => true }));
vi.mock("@/api/register", () => ({
  findInRegister: (body: unknown) => {
    asked.push(body);
    return Promise.resolve({
      groups: [{ noun: "resident", next: null, rows: none ? [] : HITS }],
      understood: true,
    });
  },
}));

const HITS = ["王秀英", "王建国"].map((name, index) => ({
  id: String(index + 1),
  noun: "resident",
  area: "",
  name,
  state: "active",
  sex: "female",
  age: 80,
  dwelling_id: null,
  code: "3-2-501",
  place: "",
  phone: "",
  labels: [],
  kind: "",
  trade: "",
  members: null,
  synthetic: true,
  why: [],
}));

let box: VueWrapper;

beforeEach(() => {
  vi.useFakeTimers();
  giveWords({ shell: shellWords, register: registerWords, ui: { demo_data: "演示数据" } }, () =>
    Promise.resolve({}),
  );
  box = mount(TopSearch, { global: { plugins: [i18nPlugin] }, attachTo: document.body });
});

afterEach(() => {
  box.unmount();
  vi.useRealTimers();
  pushed.length = 0;
  asked.length = 0;
  none = false;
});

async function type(words: string): Promise<void> {
  await box.get("input").trigger("focus");
  await box.get("input").setValue(words);
  await vi.advanceTimersByTimeAsync(300);
  await flushPromises();
}

describe("the box at the top", () => {
  it("looks once the typing has stopped", async () => {
    await box.get("input").trigger("focus");
    await box.get("input").setValue("王");
    await vi.advanceTimersByTimeAsync(100);
    await box.get("input").setValue("王 3-2");
    await vi.advanceTimersByTimeAsync(300);
    await flushPromises();
    expect(asked).toEqual([{ gone: false, q: "王 3-2" }]);
    expect(box.findAll("[role=option]").map((one) => one.get("strong").text())).toEqual(["王秀英", "王建国"]);
  });

  it("opens what the arrows have chosen", async () => {
    await type("王");
    await box.get("input").trigger("keydown", { key: "ArrowDown" });
    await box.get("input").trigger("keydown", { key: "ArrowDown" });
    expect(box.get("input").attributes("aria-activedescendant")).toBe("top-hit-1");
    await box.get("form").trigger("submit");
    expect(pushed).toEqual(["/register/residents/2"]);
  });

  it("hands what was found to the page of finding, past the address", async () => {
    await type("王");
    await box.get("form").trigger("submit");
    expect(pushed).toEqual([{ name: "find" }]);
    expect(handed.value).toBe("王");
  });

  it("never puts a number into an address", async () => {
    none = true;
    await type("194 0000 1234");
    await box.get("form").trigger("submit");
    expect(pushed).toEqual([{ name: "find" }]);
  });

  it("searches matters where nobody was found", async () => {
    none = true;
    await type("路灯");
    await box.get("form").trigger("submit");
    expect(pushed).toEqual([{ name: "matters", query: { q: "路灯", group: "all" } }]);
  });

  it("has no other button that Enter would press", () => {
    expect(box.findAll("button").every((one) => one.attributes("type") === "button")).toBe(true);
  });

  it("says what can be typed while nothing is", async () => {
    await box.get("input").trigger("focus");
    expect(box.text()).toContain("3-2-501");
    expect(asked).toEqual([]);
  });
});
