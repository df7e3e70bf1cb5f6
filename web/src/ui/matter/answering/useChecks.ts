// What the rules say of an answer that is being typed. It comes after a pause, a newer question drops an older one, and
// one that fails, as without a signal, simply shows none: nobody who types waits for it.
import { onScopeDispose, type Ref, shallowRef, watch } from "vue";

import { checkAnswer, type Verb } from "@/api/matters";
import type { CheckPoint } from "@/api/types";

const PAUSE = 700;

export interface Typed {
  matter: string;
  verb: Verb;
  words: string;
  review_on: string;
}

export function useChecks(typed: () => Typed): Ref<CheckPoint[]> {
  const points = shallowRef<CheckPoint[]>([]);
  let running = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function ask(): Promise<void> {
    const { matter, verb, words, review_on } = typed();
    const mine = (running = new AbortController());
    try {
      const body = { verb, words, review_on: review_on || null };
      const found = await checkAnswer(matter, body, mine.signal);
      if (!mine.signal.aborted) points.value = found;
    } catch {
      if (!mine.signal.aborted) points.value = [];
    }
  }

  watch(
    typed,
    ({ words }) => {
      clearTimeout(timer);
      running.abort();
      if (words.trim()) timer = setTimeout(ask, PAUSE);
      else points.value = [];
    },
    { immediate: true, deep: true },
  );
  onScopeDispose(() => {
    clearTimeout(timer);
    running.abort();
  });
  return points;
}
