// One regrouping: what the server says of it, and every change sent as a whole, since it is counted anew each time.
import { computed, type Ref, ref, shallowRef } from "vue";

import { get, post } from "@/api/client";
import { Command } from "@/api/command";
import { ApiError } from "@/api/errors";
import type { DraftGrid, Regrouping } from "@/api/types";
import { t } from "@/ui/i18n";
import { sayFailure } from "@/ui/toasts";

export type Shape = Record<string, unknown>;
export type Said = Pick<DraftGrid, "code" | "name" | "kind" | "into"> & { polygon: Shape | null };
type Change = { grids?: Said[]; moves?: Record<string, string>; name?: string };

export const sayOf = (grid: DraftGrid): Said => ({
  code: grid.code,
  name: grid.name,
  kind: grid.kind,
  into: grid.into,
  polygon: (grid.polygon as Shape | null | undefined) ?? null,
});

/** The moves by hand that stand in a regrouping: building → grid. */
export const movesOf = (draft: Regrouping): Record<string, string> =>
  Object.fromEntries(draft.buildings.filter((one) => one.by_hand).map((one) => [one.id, one.after]));

const bodyOf = (now: Regrouping, to: Change) => ({
  version: now.version,
  name: to.name ?? now.name,
  grids: (to.grids ?? now.grids.map(sayOf)) as never,
  moves: to.moves ?? movesOf(now),
  system: "wgs84" as const,
});

/** The draft, read and sent; a refusal because somebody was faster reads it anew. */
function useDraft(id: () => string) {
  const draft = shallowRef<Regrouping | null>(null);
  const failure = shallowRef<unknown>(null);
  const busy = ref(false);
  const command = new Command();

  async function load(): Promise<void> {
    try {
      draft.value = await get("/api/regroupings/{regrouping_id}", { path: { regrouping_id: id() } });
      failure.value = null;
    } catch (caught) {
      failure.value = caught;
    }
  }

  async function sent(ask: (key: string) => Promise<Regrouping>, body: unknown): Promise<boolean> {
    busy.value = true;
    try {
      draft.value = await ask(command.idFor(body));
      command.done();
      return true;
    } catch (caught) {
      sayFailure(caught);
      if (caught instanceof ApiError && caught.status === 409) await load();
      return false;
    } finally {
      busy.value = false;
    }
  }

  /** Say the draft anew with other grids, moves or name. */
  async function change(to: Change): Promise<boolean> {
    if (!draft.value) return false;
    const body = bodyOf(draft.value, to);
    const path = { regrouping_id: id() };
    return sent((key) => post("/api/regroupings/{regrouping_id}/change", body, { path, id: key }), body);
  }

  function step(which: "catch-up" | "discard" | "apply", more: { reason?: string } = {}): Promise<boolean> {
    const body = { version: draft.value?.version ?? 0, reason: "", ...more };
    const path = { regrouping_id: id() };
    return sent(
      (key) => post(`/api/regroupings/{regrouping_id}/${which}`, body, { path, id: key }),
      [which, body],
    );
  }

  return { draft, failure, busy, load, change, step };
}

async function tried(act: () => Promise<boolean>): Promise<boolean> {
  try {
    return await act();
  } catch (caught) {
    sayFailure(caught);
    return false;
  }
}

/** What is done to several grids at once, since one's boundary is another's too. */
function useShapes(draft: Ref<Regrouping | null>, change: (to: Change) => Promise<boolean>) {
  /** Give a grid another boundary and cut it out of the other open ones; drawn for the first time it is new. */
  const redraw = (grid: Said, boundary: Shape): Promise<boolean> =>
    tried(async () => {
      const rest = (draft.value?.grids ?? []).map(sayOf).filter((one) => one.code !== grid.code);
      const drawn = rest.filter((one) => !one.into && one.polygon);
      const shapes = Object.fromEntries(drawn.map((one) => [one.code, one.polygon as Shape]));
      const left = await post("/api/regroupings/cut", { shapes, out: boundary });
      for (const one of drawn) one.polygon = (left.shapes[one.code] as Shape | null) ?? null;
      return change({ grids: [...rest, { ...grid, polygon: boundary }] });
    });

  /** Close a grid into another; its boundary joins that one's where both are drawn. */
  const close = (code: string, into: string): Promise<boolean> =>
    tried(async () => {
      const grids = (draft.value?.grids ?? []).map(sayOf);
      const from = grids.find((one) => one.code === code);
      const to = grids.find((one) => one.code === into);
      if (!from || !to) return false;
      from.into = into;
      const shapes = [to.polygon, from.polygon].filter((one): one is Shape => !!one);
      if (shapes.length) to.polygon = (await post("/api/regroupings/join", { shapes })).polygon;
      return change({ grids });
    });

  return { redraw, close };
}

export function useRegrouping(id: () => string) {
  const own = useDraft(id);
  const { draft } = own;
  const may = computed(() => draft.value?.state === "draft" && draft.value.abilities.includes("plan"));
  const blocking = computed(() => draft.value?.problems.filter((one) => one.blocking) ?? []);
  const nameOf = (code: string): string =>
    draft.value?.grids.find((one) => one.code === code)?.name ?? (code || t("regroupings.buildings.lost"));
  return { ...own, ...useShapes(draft, own.change), may, blocking, nameOf };
}

export type RegroupingDesk = ReturnType<typeof useRegrouping>;
