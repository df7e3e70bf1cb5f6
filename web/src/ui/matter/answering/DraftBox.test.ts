// @vitest-environment happy-dom
import { flushPromises, mount, type VueWrapper } from "@vue/test-utils";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import type { Detail } from "@/api/types";

import { i18nPlugin } from "../../i18n";
import DraftBox from "./DraftBox.vue";

const json = (value: unknown): Response =>
  new Response(JSON.stringify(value), { headers: { "content-type": "application/json" } });

const preview = (text: string, mark: string): Response => json({ text, characters: 4, model: "qwen", mark });

const problem = (status: number, type: string): Response =>
  new Response(JSON.stringify({ type, title: "不行", title_en: "No", status }), {
    status,
    headers: { "content-type": "application/problem+json" },
  });

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

  const pressed = async (name: string): Promise<void> => {
    const found = box.findAll("button").find((one) => one.text().replace(/\s/g, "") === name);
    if (!found) throw new Error(name);
    await found.trigger("click");
    await flushPromises();
  };

  async function drafted(): Promise<void> {
    asked.mockResolvedValueOnce(json({ text: "路灯坏了", characters: 4, model: "qwen", mark: "0" }));
    await press(0);
    asked.mockResolvedValueOnce(json({ text: "路灯周三修" }));
    await pressed("matter.draft.send");
  }

  it("keeps the keyboard where the step goes", async () => {
    asked.mockResolvedValueOnce(json({ text: "路灯坏了", characters: 4, model: "qwen", mark: "0" }));
    await press(0);
    expect(document.activeElement?.tagName).toBe("H3");
    await pressed("ui.cancel");
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

  const lastSent = (): unknown => JSON.parse(String(asked.mock.lastCall?.[1]?.body));

  async function looked(): Promise<void> {
    asked.mockResolvedValueOnce(preview("旺财家的路灯", "0"));
    await press(0);
  }

  async function struck(words: string, answer: Response): Promise<void> {
    asked.mockResolvedValueOnce(answer);
    await box.get("input").setValue(words);
    await pressed("matter.draft.strike");
  }

  it("strikes out what is typed, sends what is then seen, and puts it back", async () => {
    await looked();
    await struck(" 旺财 ", preview("███家的路灯", "1"));
    expect(lastSent()).toEqual({ wanted: "answer", strikes: ["旺财"] });
    expect(box.get("pre").text()).toBe("███家的路灯");
    expect(document.activeElement).toBe(box.get("input").element);
    expect(box.get<HTMLInputElement>("input").element.value).toBe("");
    await struck("路灯", preview("███家的███", "2"));
    expect(lastSent()).toEqual({ wanted: "answer", strikes: ["旺财", "路灯"] });
    asked.mockResolvedValueOnce(preview("旺财家的███", "3"));
    await pressed("旺财×");
    expect(lastSent()).toEqual({ wanted: "answer", strikes: ["路灯"] });
    asked.mockResolvedValueOnce(json({ text: "好的" }));
    await pressed("matter.draft.send");
    expect(lastSent()).toEqual({ wanted: "answer", strikes: ["路灯"], mark: "3" });
  });

  it("keeps what is seen where words cannot be struck out", async () => {
    await looked();
    await struck("来福", problem(422, "draft/not-there"));
    expect(box.get("pre").text()).toBe("旺财家的路灯");
    expect(box.get<HTMLInputElement>("input").element.value).toBe("来福");
    expect(box.findAll("li")).toHaveLength(0);
  });

  it("asks nothing for words too long to strike out", async () => {
    await looked();
    await box.get("input").setValue("路".repeat(41));
    await pressed("matter.draft.strike");
    expect(asked).toHaveBeenCalledOnce();
  });

  const choose = async (selector: string, end: number): Promise<void> => {
    const text = box.get(selector).element.firstChild as Text;
    document.getSelection()?.setBaseAndExtent(text, 0, text, end);
    document.dispatchEvent(new Event("selectionchange"));
    await flushPromises();
  };
  const typed = (): string => box.get<HTMLInputElement>("input").element.value;

  it("takes what is chosen in the text, and nothing from beside it", async () => {
    await looked();
    await choose("pre", 2);
    expect(typed()).toBe("旺财");
    document.getSelection()?.removeAllRanges();
    document.dispatchEvent(new Event("selectionchange"));
    expect(typed()).toBe("旺财");
    await choose("h3", 4);
    expect(typed()).toBe("旺财");
  });

  it("leaves Enter to whoever composes a Chinese word", async () => {
    await looked();
    await box.get("input").setValue("旺财");
    await box.get("input").trigger("keydown", { key: "Enter", isComposing: true });
    await flushPromises();
    expect(asked).toHaveBeenCalledOnce();
    asked.mockResolvedValueOnce(preview("███家的路灯", "1"));
    await box.get("input").trigger("keydown", { key: "Enter" });
    await flushPromises();
    expect(asked).toHaveBeenCalledTimes(2);
  });

  it("keeps what was struck out when the model is busy, and looks anew when the matter changed", async () => {
    await looked();
    await struck("旺财", preview("███家的路灯", "1"));
    asked.mockResolvedValueOnce(problem(429, "draft/busy"));
    await pressed("matter.draft.send");
    expect(box.get("pre").text()).toBe("███家的路灯");
    expect(box.findAll("li")).toHaveLength(1);
    expect(box.get("[role=alert]").text()).toBe("不行");
    asked.mockResolvedValueOnce(problem(409, "draft/changed"));
    asked.mockResolvedValueOnce(preview("███家的两盏路灯", "2"));
    await pressed("matter.draft.send");
    expect(lastSent()).toEqual({ wanted: "answer", strikes: ["旺财"] });
    expect(box.get("pre").text()).toBe("███家的两盏路灯");
    asked.mockResolvedValueOnce(problem(409, "draft/changed"));
    asked.mockResolvedValueOnce(problem(422, "draft/not-there"));
    asked.mockResolvedValueOnce(preview("两盏路灯", "3"));
    await pressed("matter.draft.send");
    expect(lastSent()).toEqual({ wanted: "answer", strikes: [] });
    expect(box.get("pre").text()).toBe("两盏路灯");
  });
});
