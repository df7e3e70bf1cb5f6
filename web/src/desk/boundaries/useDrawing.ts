// One grid being drawn or changed: what stands in the form, what the server says of it while one draws, and saving it.
// What was typed and drawn stays on this device until it is saved.
import { computed, ref, shallowRef, watch } from "vue";

import { post } from "@/api/client";
import { Command } from "@/api/command";
import { ApiError } from "@/api/errors";
import type { Checked, Grid } from "@/api/types";
import { forget, keep, readKept } from "@/ui/kept";
import { sayFailure } from "@/ui/toasts";

import type { Boundary } from "./pasted";
import type { System } from "./systems";

export interface Drawing {
  code: string;
  name: string;
  kind: "general" | "dedicated";
  reason: string;
  /** The version that was looked at; nought for a new grid. */
  version: number;
  boundary: Boundary | null;
}

type Stored = Pick<Grid, "name" | "kind" | "version" | "polygon">;

const placeOf = (drawing: Drawing): string => `boundary:${drawing.version ? drawing.code : "new"}`;
const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

export function drawingOf(grid: Grid): Drawing {
  const kind = grid.kind === "dedicated" ? "dedicated" : "general";
  const boundary = (grid.polygon ?? null) as Boundary | null;
  return { code: grid.code, name: grid.name, kind, reason: "", version: grid.version, boundary };
}

export function useDrawing(saved: (grid: Grid) => void) {
  const drawing = ref<Drawing | null>(null);
  const checked = shallowRef<Checked | null>(null);
  const checking = ref(false);
  const saving = ref(false);
  const accept = ref(false);
  const restored = ref(false);
  const stale = shallowRef<Stored | null>(null);
  const command = new Command();
  let begun: Drawing | null = null;
  let turn = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function begin(fresh: Drawing): void {
    const kept = readKept<Drawing>(placeOf(fresh));
    restored.value = !!kept && !same(kept, fresh) && (!fresh.version || kept.code === fresh.code);
    begun = fresh;
    drawing.value = restored.value && kept ? { ...kept } : { ...fresh };
    accept.value = false;
    stale.value = null;
    checked.value = null;
  }

  function end(): void {
    if (drawing.value) forget(placeOf(drawing.value));
    drawing.value = null;
    begun = null;
    checked.value = null;
    stale.value = null;
  }

  async function check(boundary: Boundary, system: System = "wgs84"): Promise<Checked | null> {
    const mine = ++turn;
    const code = drawing.value?.code ?? "";
    checking.value = true;
    try {
      const body = { code, polygon: boundary as unknown as Record<string, unknown>, system };
      const found = await post("/api/territory/check-boundary", body);
      if (mine !== turn) return null;
      checked.value = found;
      return found;
    } catch (failure) {
      if (mine === turn) {
        checked.value = null;
        sayFailure(failure);
      }
      return null;
    } finally {
      if (mine === turn) checking.value = false;
    }
  }

  /** What was pasted is turned into what is stored, if it can be used. */
  async function paste(boundary: Boundary, system: System): Promise<void> {
    const found = await check(boundary, system);
    if (found?.polygon && drawing.value) drawing.value.boundary = found.polygon as unknown as Boundary;
  }

  function fit(): void {
    if (drawing.value && checked.value?.fitted)
      drawing.value.boundary = checked.value.fitted as unknown as Boundary;
  }

  async function save(): Promise<void> {
    if (!drawing.value) return;
    const { version, boundary, reason, ...said } = drawing.value;
    const body = {
      ...said,
      polygon: boundary as unknown as Record<string, unknown> | null,
      system: "wgs84" as const,
      accept_overlaps: accept.value,
    };
    saving.value = true;
    try {
      const options = { id: command.idFor({ ...body, version, reason }) };
      const grid = version
        ? await post("/api/territory/grids/change", { ...body, version, reason }, options)
        : await post("/api/territory/grids", body, options);
      command.done();
      end();
      saved(grid);
    } catch (failure) {
      if (failure instanceof ApiError && failure.type === "territory/stale")
        stale.value = failure.members["now"] as Stored;
      sayFailure(failure);
    } finally {
      saving.value = false;
    }
  }

  /** The grid as somebody else left it has been looked at: go on from there. */
  function goOn(): void {
    if (!drawing.value || !stale.value) return;
    drawing.value.version = stale.value.version;
    stale.value = null;
  }

  watch(
    () => [drawing.value?.boundary, drawing.value?.code] as const,
    ([boundary, code]) => {
      clearTimeout(timer);
      accept.value = false;
      if (!boundary || !code) checked.value = null;
      else if (!same(boundary, checked.value?.polygon)) timer = setTimeout(() => void check(boundary), 250);
    },
    { deep: false },
  );
  watch(
    drawing,
    (now) => {
      if (now && begun && !same(now, begun)) keep(placeOf(now), now);
    },
    { deep: true },
  );

  const overlapping = computed(() => !!checked.value?.overlaps.length || !!checked.value?.outside.length);
  const ready = computed(
    () =>
      !!drawing.value?.name.trim() &&
      !!drawing.value.code.trim() &&
      !checked.value?.fault &&
      !checking.value &&
      !stale.value &&
      (!overlapping.value || accept.value),
  );

  return {
    drawing,
    checked,
    checking,
    saving,
    accept,
    restored,
    stale,
    overlapping,
    ready,
    begin,
    end,
    paste,
    fit,
    save,
    goOn,
  };
}

export type DrawingDesk = ReturnType<typeof useDrawing>;
