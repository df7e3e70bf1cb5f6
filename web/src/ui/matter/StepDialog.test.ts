// @vitest-environment happy-dom
import { flushPromises, mount, type VueWrapper } from "@vue/test-utils";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import type { Detail } from "@/api/types";

import { i18nPlugin } from "../i18n";
import StepDialog from "./StepDialog.vue";

const matter = {
  id: "m1",
  state: "in_hand",
  version: 3,
  area: "990101001001",
  abilities: [],
} as unknown as Detail;

function opened(): VueWrapper {
  const global = { plugins: [i18nPlugin], stubs: { teleport: true } };
  return mount(StepDialog, { props: { verb: "note", matter }, global, attachTo: document.body });
}

describe("StepDialog", () => {
  const sent = vi.fn<typeof fetch>();

  beforeEach(() => {
    vi.stubGlobal("fetch", sent);
    HTMLDialogElement.prototype.showModal ??= () => undefined;
    localStorage.clear();
  });

  afterEach(() => {
    vi.unstubAllGlobals();
    sent.mockReset();
  });

  it("sends again under the same id when the reply was lost, and keeps what was typed till then", async () => {
    const dialog = opened();
    await dialog.get("textarea").setValue("物业周三来修");
    sent.mockRejectedValueOnce(new TypeError("Failed to fetch"));
    await dialog.get("form").trigger("submit");
    await flushPromises();
    expect(dialog.emitted("taken")).toBeUndefined();
    expect(JSON.stringify(localStorage)).toContain("物业周三来修");

    sent.mockResolvedValueOnce(
      new Response(JSON.stringify({ ...matter, version: 4 }), {
        headers: { "content-type": "application/json" },
      }),
    );
    await dialog.get("form").trigger("submit");
    await flushPromises();
    const ids = sent.mock.calls.map(([, init]) => new Headers(init?.headers).get("idempotency-key"));
    expect(ids[0]).toBe(ids[1]);
    expect(dialog.emitted("taken")).toHaveLength(1);
    expect(JSON.stringify(localStorage)).not.toContain("物业周三来修");
  });

  it("says so when somebody else was first", async () => {
    const dialog = opened();
    await dialog.get("textarea").setValue("补充说明");
    const problem = { type: "matter/changed", status: 409, title: "刚被别人处理过", title_en: "Changed" };
    sent.mockResolvedValueOnce(
      new Response(JSON.stringify(problem), {
        status: 409,
        headers: { "content-type": "application/problem+json" },
      }),
    );
    await dialog.get("form").trigger("submit");
    await flushPromises();
    expect(dialog.emitted("stale")).toHaveLength(1);
    expect((dialog.get("textarea").element as HTMLTextAreaElement).value).toBe("补充说明");
  });
});
