// One regrouping: what the server says of it, and every change sent as a whole, since it is counted anew each time.
import { computed, ref, shallowRef } from "vue";

import { get, post } from "@/api/client";
import { Command } from "@/api/command";
import { ApiError } from "@/api/errors";
import type { DraftGrid, Regrouping } from "@/api/types";
import { t } from "@/ui/i18n";
import { sayFailure } from "@/ui/toasts";

export type Shape = Record<string, unknown>;
export type Said = Pick<DraftGrid, "code" | "name" | "kind" | "into"> & { polygon: Shape | null };

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

export function useRegrouping(id: () => string) {
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

  async function sent(ask: (id: string) => Promise<Regrouping>, body: unknown): Promise<boolean> {
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
  function change(to: {
    grids?: Said[];
    moves?: Record<string, string>;
    name?: string;
  }): Promise<boolean> {
    const now = draft.value;
    if (!now) return Promise.resolve(false);
    const body = {
      version: now.version,
      name: to.name ?? now.name,
      grids: (to.grids ?? now.grids.map(sayOf)) as never,
      moves: to.moves ?? movesOf(now),
      system: "wgs84" as const,
    };
    return sent(
      (key) =>
        post("/api/regroupings/{regrouping_id}/change", body, { path: { regrouping_id: id() }, id: key }),
      body,
    );
  }

  function step(
    which: "catch-up" | "discard" | "apply",
    more: { reason?: string } = {},
  ): Promise<boolean> {
    const body = { version: draft.value?.version ?? 0, reason: "", ...more };
    const options = { path: { regrouping_id: id() } };
    return sent(
      (key) => post(`/api/regroupings/{regrouping_id}/${which}`, body, { ...options, id: key }),
      [which, body],
    );
  }

  /** Give a grid another boundary and cut it out of the other open ones; drawn for the first time it is new. */
  async function redraw(grid: Said, boundary: Shape): Promise<boolean> {
    const now = draft.value;
    if (!now) return false;
    const all = now.grids.map(sayOf);
    const others = all.filter((one) => one.code !== grid.code && !one.into && one.polygon);
    try {
      const shapes = Object.fromEntries(others.map((one) => [one.code, one.polygon as Shape]));
      const left = await post("/api/regroupings/cut", { shapes, out: boundary });
      const rest = all
        .filter((one) => one.code !== grid.code)
        .map((one) =>
          one.code in left.shapes && !one.into
            ? { ...one, polygon: (left.shapes[one.code] as Shape | null) ?? null }
            : one,
        );
      return await change({ grids: [...rest, { ...grid, polygon: boundary }] });
    } catch (caught) {
      sayFailure(caught);
      return false;
    }
  }

  /** Close a grid into another; its boundary joins that one's where both are drawn. */
  async function close(code: string, into: string): Promise<boolean> {
    const all = draft.value?.grids.map(sayOf) ?? [];
    const [from, to] = [code, into].map((wanted) => all.find((one) => one.code === wanted));
    if (!from || !to) return false;
    try {
      const shapes = [to.polygon, from.polygon].filter((one): one is Shape => !!one);
      const polygon = shapes.length ? (await post("/api/regroupings/join", { shapes })).polygon : null;
      return await change({
        grids: all.map((one) =>
          one.code === code ? { ...one, into } : one.code === into ? { ...one, polygon } : one,
        ),
      });
    } catch (caught) {
      sayFailure(caught);
      return false;
    }
  }

  const may = computed(
    () => draft.value?.state === "draft" && (draft.value.abilities.includes("plan") ?? false),
  );
  const blocking = computed(() => draft.value?.problems.filter((one) => one.blocking) ?? []);
  const nameOf = (code: string): string =>
    draft.value?.grids.find((one) => one.code === code)?.name ?? (code || t("regroupings.buildings.lost"));
  return { draft, failure, busy, may, blocking, load, change, step, redraw, close, nameOf };
}

export type RegroupingDesk = ReturnType<typeof useRegrouping>;
