import { flushPromises, mount, type VueWrapper } from "@vue/test-utils";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import type { Detail } from "@/api/types";

import { i18nPlugin } from "../../i18n";
import DraftBox from "./DraftBox.vue";

const json = (value: unknown): Response =>
  new Response(JSON.stringify(value), { headers: { "content-type": "application/json" } });

describe("DraftBox", () => {
  const asked = vi.fn<typeof fetch>();
  const put = vi.fn<(text: string) => boolean>();
  let box: VueWrapper;

  beforeEach(() => {
    vi.stubGlobal("fetch", asked);
    const matter = { id: "m1" } as Detail;
    box = mount(DraftBox, {
      props: { matter, put },
      global: { plugins: [i18nPlugin] },
      attachTo: document.body,
    });
  });

  afterEach(() => {
    box.unmount();
    vi.unstubAllGlobals();
    asked.mockReset();
    put.mockReset();
  });

  const press = async (at: number): Promise<void> => {
    await box.findAll("button")[at]?.trigger("click");
    await flushPromises();
  };

  async function drafted(): Promise<void> {
    asked.mockResolvedValueOnce(json({ text: "路灯坏了", characters: 4, model: "qwen", mark: "0" }));
    await press(0);
    asked.mockResolvedValueOnce(json({ text: "路灯周三修" }));
    await press(0);
  }

  it("keeps the keyboard where the step goes", async () => {
    asked.mockResolvedValueOnce(json({ text: "路灯坏了", characters: 4, model: "qwen", mark: "0" }));
    await press(0);
    expect(document.activeElement?.tagName).toBe("H3");
    await press(1);
    expect(document.activeElement).toBe(box.find("button").element);
    await drafted();
    expect(box.get(".text").text()).toBe("路灯周三修");
    expect(document.activeElement?.tagName).toBe("H3");
    expect(box.find("[role=status]").exists()).toBe(false);
  });

  it("keeps a draft for which there is no room", async () => {
    await drafted();
    put.mockReturnValueOnce(false);
    await press(0);
    expect(box.get(".text").text()).toBe("路灯周三修");
    put.mockReturnValueOnce(true);
    await press(0);
    expect(put).toHaveBeenLastCalledWith("路灯周三修");
    expect(box.find(".text").exists()).toBe(false);
  });
});
