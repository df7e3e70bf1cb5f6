// Which place of the register is spoken of: by what is typed as the place, else by the words. It comes by itself after a
// pause; one that fails is no failure. What was typed as the place and met nothing is remembered, as it may be what people
// call the place that is chosen next.
import { type Ref, ref, shallowRef } from "vue";

import { type Located, locate, type PlaceMeant } from "@/api/register";
import { useAsking } from "@/ui/useAsking";

import type { IntakeDraft } from "./drafts";

const LEAST = 2;
const MOST = 2000;
const NAME_MOST = 20;
const PAUSE = 400;
const COMMUNITY = 12;
const GRID = 15;

export interface Locating {
  located: Ref<Located | null>;
  /** What was typed for the place that was chosen, and may be called so from now on. */
  called: Ref<{ words: string; place: PlaceMeant } | null>;
  /** Fill place, grid and point in. */
  take: (place: PlaceMeant) => void;
}

const NAMED = new Set<string>(["estate", "building", "organisation"]);

const isName = (typed: string): boolean => typed.length >= LEAST && typed.length <= NAME_MOST;

/** Whether what was typed may be another name of a place. */
const mayBeCalled = (words: string, { kind, name }: PlaceMeant): boolean =>
  NAMED.has(kind) && isName(words) && !words.includes(name);

function fillIn(draft: IntakeDraft, place: PlaceMeant): void {
  draft.place = place.name;
  if (place.area.startsWith(draft.area.slice(0, COMMUNITY))) draft.area = place.area.slice(0, GRID);
  if (place.longitude === null || place.latitude === null) return;
  draft.longitude = place.longitude;
  draft.latitude = place.latitude;
}

export function useLocating(draft: Ref<IntakeDraft>): Locating {
  const located = shallowRef<Located | null>(null);
  const called = shallowRef<{ words: string; place: PlaceMeant } | null>(null);
  const missed = ref("");
  function take(place: PlaceMeant): void {
    const words = missed.value || draft.value.place.trim();
    called.value = mayBeCalled(words, place) ? { words, place } : null;
    missed.value = "";
    fillIn(draft.value, place);
  }

  useAsking({
    of: () => [draft.value.id, draft.value.words, draft.value.place, draft.value.area],
    pause: PAUSE,
    changed([id], before) {
      if (id === before?.[0]) return;
      located.value = null;
      called.value = null;
      missed.value = "";
    },
    async ask(over) {
      const { place, words, area } = draft.value;
      const typed = place.trim();
      const text = (typed.length < LEAST ? words.trim() : typed).slice(0, MOST);
      if (text.length < LEAST || area.length < COMMUNITY) return { typed, found: null };
      return { typed, found: await locate(text, area, over) };
    },
    take({ typed, found }) {
      located.value = found;
      if (found && isName(typed) && !found.candidates.length) missed.value = typed;
    },
  });
  return { located, called, take };
}
