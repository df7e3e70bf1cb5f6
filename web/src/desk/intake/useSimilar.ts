// What may be the same thing as what is being typed. It comes by itself after a pause; nobody who types waits for it.
import { type Ref, shallowRef } from "vue";

import { similarTo } from "@/api/matters";
import type { Alike } from "@/api/types";
import { useAsking } from "@/ui/useAsking";

import type { IntakeDraft } from "./drafts";

const LEAST = 6;
const PAUSE = 600;

export function useSimilar(draft: Ref<IntakeDraft>): Ref<Alike[]> {
  const alike = shallowRef<Alike[]>([]);
  useAsking({
    of: () => {
      const { id, words, place, area, longitude, latitude, phone } = draft.value;
      return [id, words, place, area, longitude, latitude, phone];
    },
    pause: PAUSE,
    changed([id], before) {
      if (id !== before?.[0]) alike.value = [];
    },
    async ask(over) {
      const { words, place, area, longitude, latitude, phone } = draft.value;
      if (words.trim().length < LEAST) return [];
      return similarTo({ words, place, area, longitude, latitude, phone }, over);
    },
    take: (found) => (alike.value = found),
  });
  return alike;
}
