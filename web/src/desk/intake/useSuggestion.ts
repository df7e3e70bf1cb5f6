// What the system makes of the words while they are typed. The surest category is taken until a person chooses another.
import { computed, type ComputedRef, type Ref, ref, shallowRef } from "vue";

import { suggestFor } from "@/api/matters";
import type { Suggestion } from "@/api/types";
import { useAsking } from "@/ui/useAsking";

import { type IntakeDraft } from "./drafts";
import { followWords } from "./followWords";

const LEAST = 4;
const PAUSE = 320;

export interface Suggesting {
  suggestion: Ref<Suggestion | null>;
  /** The category that will be sent: chosen by hand, else the surest suggested. */
  chosen: ComputedRef<string>;
  choose: (category: string) => void;
}

const typedIn = (draft: IntakeDraft) => ({
  words: draft.words,
  subject: draft.subject,
  area: draft.area,
  place: draft.place,
  category: draft.category,
  urgency: (draft.urgency || null) as "urgent" | null,
  longitude: draft.longitude,
  latitude: draft.latitude,
  external_deadline: draft.external_deadline || null,
});

export function useSuggestion(draft: Ref<IntakeDraft>): Suggesting {
  const suggestion = shallowRef<Suggestion | null>(null);
  useAsking({
    of: () => {
      const { id, words, area, place, category, urgency, longitude, latitude } = draft.value;
      return [id, words, area, place, category, urgency, longitude, latitude];
    },
    pause: PAUSE,
    patient: true,
    changed([id], before) {
      if (id !== before?.[0]) suggestion.value = null;
    },
    async ask(over) {
      const asked = draft.value;
      const short = asked.words.trim().length < LEAST;
      return { asked, found: short ? null : await suggestFor(typedIn(asked), over) };
    },
    take({ asked, found }) {
      if (asked.id !== draft.value.id) return;
      suggestion.value = found;
      if (found) followWords(asked, found);
    },
  });

  const byHand = ref<Record<string, true>>({});
  const chosen = computed(() => {
    const { id, category } = draft.value;
    return category || byHand.value[id] ? category : (suggestion.value?.categories[0]?.category ?? "");
  });

  function choose(category: string): void {
    byHand.value[draft.value.id] = true;
    draft.value.category = category;
  }

  return { suggestion, chosen, choose };
}
