// One grid being drawn or changed: what stands in the form, what the server says of it while one draws, and saving it.
// What was typed and drawn stays on this device until it is saved.
import { computed, type Ref, ref, shallowRef, watch } from "vue";

import { post } from "@/api/client";
import { Command } from "@/api/command";
import { ApiError } from "@/api/errors";
import type { Fault, Grid } from "@/api/types";
import { forget, keep, readKept } from "@/ui/kept";
import { sayFailure } from "@/ui/toasts";

import type { Boundary } from "./pasted";
import type { System } from "./systems";
import { ask, useCheck } from "./useCheck";

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

/** The form's values, kept on the device while they differ from what they began as. */
function useKeptDrawing() {
  const drawing = ref<Drawing | null>(null);
  const restored = ref(false);
  let begun: Drawing | null = null;

  function begin(fresh: Drawing): void {
    const kept = readKept<Drawing>(placeOf(fresh));
    const mine = kept && (!fresh.version || kept.code === fresh.code) ? kept : null;
    restored.value = !!mine && !same(mine, fresh);
    begun = fresh;
    drawing.value = { ...(mine ?? fresh) };
  }

  function end(): void {
    if (drawing.value) forget(placeOf(drawing.value));
    drawing.value = null;
    begun = null;
  }

  watch(
    drawing,
    (now) => {
      if (now && begun && !same(now, begun)) keep(placeOf(now), now);
    },
    { deep: true },
  );
  return { drawing, restored, begin, end };
}

/** Sends the drawing; a refusal because somebody was faster leaves what is there now in `stale`. */
function useSaving(drawing: Ref<Drawing | null>, accept: Ref<boolean>, saved: (grid: Grid) => void) {
  const saving = ref(false);
  const stale = shallowRef<Stored | null>(null);
  const command = new Command();

  function send({ version, boundary, reason, ...said }: Drawing): Promise<Grid> {
    const polygon = boundary as unknown as Record<string, unknown> | null;
    const body = { ...said, polygon, system: "wgs84" as const, accept_overlaps: accept.value };
    const id = command.idFor({ ...body, version, reason });
    return version
      ? post("/api/territory/grids/change", { ...body, version, reason }, { id })
      : post("/api/territory/grids", body, { id });
  }

  async function save(): Promise<void> {
    if (!drawing.value) return;
    saving.value = true;
    try {
      const grid = await send(drawing.value);
      command.done();
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

  return { saving, stale, save, goOn };
}

export function useDrawing(saved: (grid: Grid) => void) {
  const kept = useKeptDrawing();
  const { drawing } = kept;
  const { checked, checking, checkSoon, forgetCheck } = useCheck();
  const accept = ref(false);
  const pasteFault = shallowRef<Fault | null>(null);

  function end(): void {
    kept.end();
    forgetCheck();
    saving.stale.value = null;
    pasteFault.value = null;
  }

  const saving = useSaving(drawing, accept, (grid) => {
    end();
    saved(grid);
  });

  /** What was pasted is turned into what is stored; if it cannot be used, why is said beside it. */
  async function paste(boundary: Boundary, system: System): Promise<void> {
    if (!drawing.value) return;
    pasteFault.value = null;
    try {
      const found = await ask(drawing.value, boundary, system);
      if (found.polygon) drawing.value.boundary = found.polygon as unknown as Boundary;
      else pasteFault.value = found.fault;
    } catch (failure) {
      sayFailure(failure);
    }
  }

  function fit(): void {
    if (drawing.value && checked.value?.fitted)
      drawing.value.boundary = checked.value.fitted as unknown as Boundary;
  }

  watch(
    () => [drawing.value?.boundary, drawing.value?.code] as const,
    ([boundary, code]) => {
      accept.value = false;
      if (!drawing.value || !boundary || !code) forgetCheck();
      else if (!same(boundary, checked.value?.polygon)) checkSoon(drawing.value, boundary);
    },
  );

  const overlapping = computed(() => !!checked.value?.overlaps.length || !!checked.value?.outside.length);
  const said = computed(() => !!drawing.value?.name.trim() && !!drawing.value.code.trim());
  const sound = computed(() => !checking.value && !checked.value?.fault);
  const ready = computed(
    () => said.value && sound.value && !saving.stale.value && (!overlapping.value || accept.value),
  );
  return { ...kept, ...saving, end, checked, checking, accept, paste, fit, overlapping, ready, pasteFault };
}

export type DrawingDesk = ReturnType<typeof useDrawing>;
