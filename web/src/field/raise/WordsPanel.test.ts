// @vitest-environment happy-dom
import { flushPromises, mount, type VueWrapper } from "@vue/test-utils";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { reactive } from "vue";

import type { Suggestion } from "@/api/types";
import { giveWords, i18nPlugin, speak } from "@/ui/i18n";
import matterWords from "@/ui/matter/words/zh-Hans.json";

import { emptyNote } from "./raising";
import { type Beside, NOTHING } from "./useBeside";
import english from "./words/en.json";
import chinese from "./words/zh-Hans.json";
import WordsPanel from "./WordsPanel.vue";

const list = [{ code: "facility.lamp", parent: "", name: "路灯", name_en: "Street lamps", active: true }];
vi.mock("@/api/matters", () => ({ listCategories: () => Promise.resolve(list) }));
vi.mock("../outbox/usePhone", async () => ({ hasSignal: (await import("vue")).ref(true) }));
vi.mock("../kept/usePack", async () => ({ packState: (await import("vue")).ref(null), readKept: vi.fn() }));

const lamp = { category: "facility.lamp", category_name: "市政设施 · 路灯", name_en: "", why: [] };
const suggestion = { categories: [lamp], urgent: ["煤气味"], calls: [] } as unknown as Suggestion;
const asked: Beside = { ...NOTHING, how: "asked", offered: [lamp], surest: lamp.category, suggestion };

describe("the panel below the words", () => {
  const form = reactive(emptyNote("320508017003"));
  const slots = { default: '<input id="place" />' };
  let panel: VueWrapper;

  const show = async (beside: Beside, calm = false): Promise<void> => {
    panel = mount(WordsPanel, {
      props: { beside, form, calm },
      slots,
      global: { plugins: [i18nPlugin], stubs: { RouterLink: true } },
    });
    await flushPromises();
  };

  beforeEach(() => {
    giveWords({ raise: chinese, matter: matterWords }, () => Promise.resolve({ raise: english }));
    Object.assign(form, emptyNote("320508017003"));
  });
  afterEach(() => panel.unmount());

  it("reads out one small line, and never the field of the place", async () => {
    await show(asked);
    const spoken = panel.findAll("[aria-live], [role=status], [role=alert]");
    expect(spoken.map((one) => one.find("#place").exists())).toEqual([false, false]);
    expect(panel.get("[role=status]").text()).toContain("1 个可能的分类，第一个：路灯。");
  });

  it("says as what the danger goes in, and takes that back", async () => {
    await show(asked);
    expect(panel.get(".alarm").text()).toContain("会按紧急登记");
    await panel.get(".alarm button").trigger("click");
    expect(form.calmed).toEqual(["煤气味"]);
    await panel.setProps({ calm: true });
    expect(panel.get(".alarm").text()).toContain("按一般登记");
    expect(panel.get(".alarm p").text()).not.toContain("会按紧急登记");
    await panel.get(".alarm button").trigger("click");
    expect(form.calmed).toEqual([]);
  });

  it("lets a preselected category be taken off, and says what then", async () => {
    await show(asked);
    const chip = panel.get("button.choice");
    expect(chip.attributes("aria-pressed")).toBe("true");
    await chip.trigger("click");
    expect(chip.attributes("aria-pressed")).toBe("false");
    expect(panel.get(".said").text()).toContain("没有选分类");
  });

  it("says where no keyword is on the phone", async () => {
    await show({ ...NOTHING, how: "bare" });
    expect(panel.get(".said").text()).toBe("没有信号，手机里没有关键词，送到后由系统分类");
  });

  it("names categories in English", async () => {
    await speak("en");
    await show(asked);
    expect(panel.get("button.choice").text()).toBe("Street lamps");
    await speak("zh-Hans");
  });
});
