// A set being edited: the rows in force, the draft kept on this device until it is saved, and the edition it began with.
import { computed, type ComputedRef, ref, type Ref, shallowRef, watch } from "vue";

import { asApiError } from "@/api/errors";
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

/** What a refusal says of the edition that came before this draft; nothing where it says something else. */
function overtakenBy(caught: unknown): Overtaken | null {
  const error = asApiError(caught);
  return error.type === "edition/changed" ? (error.members as unknown as Overtaken) : null;
}

/** The set in force and the draft of it; `began` is the edition the draft began with. */
function useRows<R, S extends SetState<R>>(place: () => string, keyOf: (row: R) => string) {
  const state = shallowRef<S | null>(null) as Ref<S | null>;
  const rows = ref<R[]>([]) as Ref<R[]>;
  const overtaken = ref<Overtaken | null>(null);
  const began = ref(0);
  const changes = computed(() => countChanges(state.value?.rows ?? [], rows.value, keyOf));
  const mayChange = computed(() => state.value?.abilities.includes("change") ?? false);

  function take(found: S): void {
    state.value = found;
    rows.value = copy(found.rows);
    began.value = found.number;
    overtaken.value = null;
  }

  /** Go on with a draft that was left; another edition may have come since. */
  function resume(kept: Kept<R>, number: number): void {
    rows.value = kept.rows;
    began.value = kept.number;
    if (kept.number !== number) overtaken.value = { number, by: "", reason: "", changed: [] };
  }

  /** The draft goes on from the newest edition, whatever that said. */
  function goOn(): void {
    if (!overtaken.value) return;
    began.value = overtaken.value.number;
    overtaken.value = null;
    keep(place(), { number: began.value, rows: rows.value });
  }

  const keepDraft = (now: R[]): void => {
    if (!state.value) return;
    if (changes.value) keep(place(), { number: began.value, rows: now });
    else forget(place());
  };
  watch(rows, keepDraft, { deep: true });

  return { state, rows, overtaken, began, changes, mayChange, take, resume, goOn };
}

export function useDraft<R, S extends SetState<R>>(
  place: () => string,
  ask: () => Promise<S>,
  keyOf: (row: R) => string,
): Draft<R, S> {
  const { began, take, resume, ...shown } = useRows<R, S>(place, keyOf);
  const failure = shallowRef<unknown>(null);
  const busy = ref(false);

  async function load(): Promise<void> {
    failure.value = null;
    shown.state.value = null;
    try {
      const found = await ask();
      const kept = readKept<Kept<R>>(place());
      take(found);
      if (kept) resume(kept, found.number);
    } catch (caught) {
      failure.value = caught;
    }
  }

  function drop(): void {
    forget(place());
    if (shown.overtaken.value) void load();
    else if (shown.state.value) take(shown.state.value);
  }

  async function save(send: (seen: number) => Promise<S>): Promise<boolean> {
    busy.value = true;
    try {
      const found = await send(began.value);
      forget(place());
      take(found);
      return true;
    } catch (caught) {
      shown.overtaken.value = overtakenBy(caught);
      if (!shown.overtaken.value) sayFailure(caught);
      return false;
    } finally {
      busy.value = false;
    }
  }

  return { ...shown, failure, busy, load, drop, save };
}
