// A set being edited: the rows in force, the draft kept on this device until it is saved, and the edition it began with.
import { computed, type ComputedRef, ref, type Ref, shallowRef, watch } from "vue";

import { ApiError, asApiError } from "@/api/errors";
import type { Difference } from "@/api/types";
import { forget, keep, readKept } from "@/ui/kept";
import { sayFailure } from "@/ui/toasts";

export interface SetState<R> {
  number: number;
  abilities: string[];
  rows: R[];
}

export interface Overtaken {
  number: number;
  by: string;
  reason: string;
  changed: Difference[];
}

interface Kept<R> {
  number: number;
  rows: R[];
}

export interface Draft<R, S extends SetState<R>> {
  state: Ref<S | null>;
  rows: Ref<R[]>;
  changes: ComputedRef<number>;
  mayChange: ComputedRef<boolean>;
  overtaken: Ref<Overtaken | null>;
  failure: Ref<unknown>;
  busy: Ref<boolean>;
  load: () => Promise<void>;
  drop: () => void;
  goOn: () => void;
  save: (send: (seen: number) => Promise<S>) => Promise<boolean>;
}

const copy = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

/** How many rows differ, with a changed order counted once. */
export function countChanges<R>(before: R[], after: R[], keyOf: (row: R) => string): number {
  const old = new Map(before.map((row) => [keyOf(row), JSON.stringify(row)]));
  const now = new Map(after.map((row) => [keyOf(row), JSON.stringify(row)]));
  const different = [...now].filter(([key, text]) => old.get(key) !== text).length;
  const gone = [...old.keys()].filter((key) => !now.has(key)).length;
  const stayed = [...old.keys()].filter((key) => now.has(key));
  const moved = stayed.join("\n") !== [...now.keys()].filter((key) => old.has(key)).join("\n");
  return different + gone + (moved ? 1 : 0);
}

export function useDraft<R, S extends SetState<R>>(
  place: () => string,
  ask: () => Promise<S>,
  keyOf: (row: R) => string,
): Draft<R, S> {
  const state = shallowRef<S | null>(null) as Ref<S | null>;
  const rows = ref<R[]>([]) as Ref<R[]>;
  const overtaken = ref<Overtaken | null>(null);
  const failure = shallowRef<unknown>(null);
  const busy = ref(false);
  let began = 0;

  const changes = computed(() => countChanges(state.value?.rows ?? [], rows.value, keyOf));
  const mayChange = computed(() => state.value?.abilities.includes("change") ?? false);

  function take(found: S): void {
    state.value = found;
    rows.value = copy(found.rows);
    began = found.number;
    overtaken.value = null;
  }

  async function load(): Promise<void> {
    failure.value = null;
    state.value = null;
    try {
      const found = await ask();
      const kept = readKept<Kept<R>>(place());
      take(found);
      if (kept) {
        rows.value = kept.rows;
        began = kept.number;
        if (began !== found.number)
          overtaken.value = { number: found.number, by: "", reason: "", changed: [] };
      }
    } catch (caught) {
      failure.value = caught;
    }
  }

  function drop(): void {
    forget(place());
    if (overtaken.value) void load();
    else if (state.value) take(state.value);
  }

  /** The draft goes on from the newest edition, whatever that said. */
  function goOn(): void {
    if (!overtaken.value) return;
    began = overtaken.value.number;
    overtaken.value = null;
    keep(place(), { number: began, rows: rows.value });
  }

  async function save(send: (seen: number) => Promise<S>): Promise<boolean> {
    busy.value = true;
    try {
      const found = await send(began);
      forget(place());
      take(found);
      return true;
    } catch (caught) {
      const error = asApiError(caught);
      if (error instanceof ApiError && error.type === "edition/changed")
        overtaken.value = error.members as unknown as Overtaken;
      else sayFailure(caught);
      return false;
    } finally {
      busy.value = false;
    }
  }

  watch(
    rows,
    (now) => {
      if (!state.value) return;
      if (changes.value) keep(place(), { number: began, rows: now });
      else forget(place());
    },
    { deep: true },
  );

  return { state, rows, changes, mayChange, overtaken, failure, busy, load, drop, goOn, save };
}
