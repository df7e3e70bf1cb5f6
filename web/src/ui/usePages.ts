// A list read page by page: the first again when the question changes, the next on request, late answers dropped.
import { type Ref, ref, shallowRef } from "vue";

import { sayFailure } from "./toasts";

interface Paged<R> {
  rows: R[];
  next?: string | null | undefined;
  cut?: boolean;
  near?: boolean;
}

export interface Pages<R> {
  rows: Ref<R[]>;
  busy: Ref<boolean>;
  failure: Ref<unknown>;
  hasMore: () => boolean;
  /** Whether the search found more than it lists. */
  cut: Ref<boolean>;
  /** Whether nothing is just as asked, and the rows only come near. */
  near: Ref<boolean>;
  start: () => Promise<void>;
  more: () => Promise<void>;
}

export function usePages<R>(ask: (after: string, signal: AbortSignal) => Promise<Paged<R>>): Pages<R> {
  const rows = shallowRef<R[]>([]);
  const next = ref<string | null>(null);
  const cut = ref(false);
  const near = ref(false);
  const busy = ref(true);
  const failure = shallowRef<unknown>(null);
  let running = new AbortController();

  async function load(after: string, keep: R[]): Promise<void> {
    running.abort();
    const mine = (running = new AbortController());
    busy.value = true;
    try {
      const page = await ask(after, mine.signal);
      rows.value = [...keep, ...page.rows];
      next.value = page.next ?? null;
      cut.value = page.cut ?? false;
      near.value = page.near ?? false;
      failure.value = null;
    } catch (caught) {
      if (mine.signal.aborted) return;
      if (keep.length) sayFailure(caught);
      else failure.value = caught;
    } finally {
      if (mine === running) busy.value = false;
    }
  }

  return {
    rows,
    busy,
    failure,
    cut,
    near,
    hasMore: () => next.value !== null,
    start: () => load("", []),
    more: () => load(next.value ?? "", rows.value),
  };
}
