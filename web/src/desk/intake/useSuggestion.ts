// What the system makes of the words while they are typed. The surest category is taken until a person chooses another.
import { computed, type ComputedRef, onScopeDispose, type Ref, ref, shallowRef, watch } from "vue";

import { suggestFor } from "@/api/matters";
import type { Suggestion } from "@/api/types";

import { type IntakeDraft } from "./drafts";
import { followWords } from "./followWords";

const LEAST = 4;

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
  let running = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function ask(): Promise<void> {
    running.abort();
    running = new AbortController();
    if (draft.value.words.trim().length < LEAST) {
      suggestion.value = null;
      return;
    }
    try {
      const asked = draft.value;
      const found = await suggestFor(typedIn(asked), running.signal);
      if (asked.id !== draft.value.id) return;
      suggestion.value = found;
      followWords(asked, found);
    } catch {
      // A suggestion that does not come is no failure: everything can be chosen by hand.
    }
  }

  watch(
    () => {
      const { id, words, area, place, category, urgency, longitude, latitude } = draft.value;
      return [id, words, area, place, category, urgency, longitude, latitude];
    },
    ([id], before) => {
      clearTimeout(timer);
      if (id !== before?.[0]) suggestion.value = null;
      timer = setTimeout(ask, 320);
    },
    { immediate: true },
  );
  onScopeDispose(() => {
    clearTimeout(timer);
    running.abort();
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
