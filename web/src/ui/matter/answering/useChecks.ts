// What the rules say of an answer that is being typed. It comes after a pause, and one that fails, as without a signal,
// simply shows none: nobody who types waits for it.
import { type Ref, shallowRef } from "vue";

import { checkAnswer, type Verb } from "@/api/matters";
import type { CheckPoint } from "@/api/types";

import { useAsking } from "../../useAsking";

const PAUSE = 700;

export interface Typed {
  matter: string;
  verb: Verb;
  words: string;
  review_on: string;
}

export function useChecks(typed: () => Typed): Ref<CheckPoint[]> {
  const points = shallowRef<CheckPoint[]>([]);
  useAsking({
    of: typed,
    pause: PAUSE,
    changed({ words }) {
      if (words.trim()) return true;
      points.value = [];
      return false;
    },
    ask(over) {
      const { matter, verb, words, review_on } = typed();
      return checkAnswer(matter, { verb, words, review_on: review_on || null }, over);
    },
    take: (found) => (points.value = found),
    failed: () => (points.value = []),
  });
  return points;
}
