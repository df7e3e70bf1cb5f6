// What stands beside the words while they are typed: categories, the place and grid meant, danger, what may be the same
// thing. All of it comes together after a pause, in one change, and none while a finger is on it. Without a signal the
// keywords on the phone speak alone; without them nothing does, and the form is what it was.
import { onScopeDispose, shallowRef, watch } from "vue";

import { hotNear, similarTo, suggestFor } from "@/api/matters";
import { locate, type PlaceMeant } from "@/api/register";
import type { Alike, HotNear, Suggestion } from "@/api/types";
import type { KeptCategory } from "@/outbox/pack";

import { packState, readKept } from "../kept/usePack";
import { hasSignal } from "../outbox/usePhone";
import { Lexicon } from "./lexicon";
import { type Noted, urgencyOf } from "./raising";
import { inPlace } from "./slots";

const LEAST = 4;
const PAUSE = 450;
/** Whoever has a bad signal is not kept waiting: then the phone's own keywords speak. */
const LONGEST = 4000;
/** A click comes after the finger is up. */
const SETTLED = 120;
const SHOWN = 3;
const COMMUNITY = 12;

export interface Offered {
  category: string;
  category_name: string;
  name_en: string;
  why: string[];
}

export interface Beside {
  /** The words it was made from. */
  of: string;
  how: "nothing" | "asked" | "offline";
  offered: Offered[];
  /** What is taken unless somebody takes another. */
  surest: string;
  sure: boolean;
  suggestion: Suggestion | null;
  places: PlaceMeant[];
  alike: Alike[];
  hot: HotNear | null;
}

export const NOTHING: Beside = {
  of: "",
  how: "nothing",
  offered: [],
  surest: "",
  sure: true,
  suggestion: null,
  places: [],
  alike: [],
  hot: null,
};

const quietly = <T>(asking: Promise<T>): Promise<T | null> => asking.catch(() => null);

/** Where the words say no more than a place does, the place is looked for among the words. */
const placesIn = async ({ words, place, area }: Noted, signal: AbortSignal): Promise<PlaceMeant[]> => {
  if (place.trim() || area.length < COMMUNITY) return [];
  const located = await quietly(locate(words.trim(), area, signal));
  return located?.candidates.slice(0, SHOWN) ?? [];
};

/** What the server makes of it, all asked at once; nothing where it is not reached. */
async function asked(form: Noted, signal: AbortSignal): Promise<Beside | null> {
  const words = form.words.trim();
  const typed = { words, area: form.area, place: form.place, longitude: null, latitude: null };
  const { category } = form;
  const wide = { ...typed, subject: "", category, urgency: urgencyOf(form), external_deadline: null };
  const { area, place } = form;
  const [suggestion, places, alike, hot] = await Promise.all([
    quietly(suggestFor(wide, signal)),
    placesIn(form, signal),
    quietly(similarTo({ ...typed, phone: "" }, signal)),
    quietly(hotNear({ words, place, area }, signal)),
  ]);
  if (!suggestion) return null;
  return { ...ofServer(suggestion), of: words, places, alike: (alike ?? []).slice(0, SHOWN), hot };
}

function ofServer(suggestion: Suggestion): Beside {
  const [first] = suggestion.categories;
  const offered = suggestion.categories.map((one) => ({ ...one, name_en: "" }));
  const surest = first?.category ?? "";
  return { ...NOTHING, how: "asked", offered, surest, sure: first?.sure !== false, suggestion };
}

let built: { from: KeptCategory[]; lexicon: Lexicon } | null = null;

/** What the keywords on the phone say; they are never taken by themselves, for the server reads better. */
async function byKeywords(words: string): Promise<Beside> {
  if (!packState.value) return NOTHING;
  const { categories } = await readKept();
  if (built?.from !== categories) built = { from: categories, lexicon: new Lexicon(categories) };
  const byCode = new Map(categories.map((one) => [one.code, one]));
  const offered = built.lexicon.suggest(words, SHOWN).map(({ code, why }) => {
    const here = byCode.get(code);
    return { category: code, category_name: here?.name ?? code, name_en: here?.name_en ?? "", why };
  });
  return { ...NOTHING, of: words, how: categories.length ? "offline" : "nothing", offered };
}

export function useBeside(form: Noted) {
  const beside = shallowRef<Beside>(NOTHING);
  let running = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let held = false;
  let waiting: Beside | null = null;

  function show(next: Beside): void {
    waiting = held ? next : null;
    if (held) return;
    const offered = inPlace(beside.value.offered, next.offered, (one) => one.category);
    beside.value = { ...next, offered };
  }

  async function ask(): Promise<void> {
    running.abort();
    const mine = (running = new AbortController());
    const words = form.words.trim();
    if (words.length < LEAST) return show(NOTHING);
    const late = setTimeout(() => mine.abort(), LONGEST);
    const found = hasSignal.value ? await asked(form, mine.signal) : null;
    clearTimeout(late);
    const next = found ?? (await byKeywords(words).catch(() => NOTHING));
    if (mine === running) show(next);
  }

  watch(
    () => [form.words, form.place, form.area, form.category, form.urgent, form.calm, hasSignal.value],
    () => {
      clearTimeout(timer);
      timer = setTimeout(() => void ask(), PAUSE);
    },
    { immediate: true },
  );
  onScopeDispose(() => {
    clearTimeout(timer);
    running.abort();
  });

  return {
    beside,
    /** A finger is on it: nothing changes until it is gone. */
    hold: (): void => {
      held = true;
    },
    release: (): void => {
      setTimeout(() => {
        held = false;
        if (waiting) show(waiting);
      }, SETTLED);
    },
    /** The category that stands preselected for the words as they are now. */
    preselected: (): string => (beside.value.of === form.words.trim() ? beside.value.surest : ""),
  };
}
