// What stands beside the words while they are typed: categories, the place and grid meant, danger, what may be the same
// thing. After a pause the suggestion comes as soon as it is there and the rest in one change behind it, and none while a
// finger is on it. Without a signal the keywords on the phone speak alone; without them it says so.
import { computed, onScopeDispose, shallowRef, watch } from "vue";

import { hotNear, similarTo, suggestFor } from "@/api/matters";
import { locate, type PlaceMeant } from "@/api/register";
import type { Alike, HotNear, Suggestion } from "@/api/types";
import type { KeptCategory } from "@/outbox/pack";

import { packState, readKept } from "../kept/usePack";
import { hasSignal } from "../outbox/usePhone";
import { Lexicon } from "./lexicon";
import { areCalm, type Noted, type Shown, urgencyOf } from "./raising";
import { inPlace } from "./slots";
import { useHold } from "./useHold";

const LEAST = 4;
const PAUSE = 450;
/** Whoever has a bad signal is not kept waiting: then the phone's own keywords speak. */
const LONGEST = 4000;
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
  how: "nothing" | "asked" | "offline" | "bare";
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

/** What the server makes of the words; nothing where it is not reached. */
function suggested(form: Noted, signal: AbortSignal): Promise<Suggestion | null> {
  const { area, place, category } = form;
  const typed = { words: form.words.trim(), subject: "", area, place, longitude: null, latitude: null };
  const urgency = urgencyOf(form.urgent, form.calmed.length > 0);
  return quietly(suggestFor({ ...typed, category, urgency, external_deadline: null }, signal));
}

type Rest = Pick<Beside, "places" | "alike" | "hot">;

/** What may lie beside it, asked at the same time and shown when all of it is there. */
async function restOf(form: Noted, signal: AbortSignal): Promise<Rest> {
  const { area, place } = form;
  const words = form.words.trim();
  const typed = { words, area, place, longitude: null, latitude: null, phone: "" };
  const [places, alike, hot] = await Promise.all([
    placesIn(form, signal),
    quietly(similarTo(typed, signal)),
    quietly(hotNear({ words, place, area }, signal)),
  ]);
  return { places, alike: (alike ?? []).slice(0, SHOWN), hot };
}

function ofServer(suggestion: Suggestion): Omit<Beside, "of" | keyof Rest> {
  const [first] = suggestion.categories;
  const offered = suggestion.categories.map((one) => ({ ...one, name_en: "" }));
  const surest = first?.category ?? "";
  return { how: "asked", offered, surest, sure: first?.sure !== false, suggestion };
}

let built: { from: KeptCategory[]; lexicon: Lexicon } | null = null;

/** What the keywords on the phone say; they are never taken by themselves, for the server reads better. */
async function byKeywords(words: string): Promise<Beside> {
  const categories = packState.value ? (await readKept()).categories : [];
  if (!categories.some((one) => one.words.length)) return { ...NOTHING, of: words, how: "bare" };
  if (words.length < LEAST) return NOTHING;
  if (built?.from !== categories) built = { from: categories, lexicon: new Lexicon(categories) };
  const byCode = new Map(categories.map((one) => [one.code, one]));
  const offered = built.lexicon.suggest(words, SHOWN).map(({ code, why }) => {
    const here = byCode.get(code);
    return { category: code, category_name: here?.name ?? code, name_en: here?.name_en ?? "", why };
  });
  return { ...NOTHING, of: words, how: "offline", offered };
}

export function useBeside(form: Noted) {
  const beside = shallowRef<Beside>(NOTHING);
  let running = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let waiting: Beside | null = null;
  const { hold, isHeld } = useHold(() => {
    if (waiting) show(waiting);
  });

  function show(next: Beside): void {
    waiting = isHeld() ? next : null;
    if (waiting) return;
    const offered = inPlace(beside.value.offered, next.offered, (one) => one.category);
    beside.value = { ...next, offered };
  }

  /** Urgent words that were said to be calm are asked about again once the text names others. */
  function stillCalm(suggestion: Suggestion): Suggestion {
    if (!form.calmed.length || areCalm(form.calmed, suggestion.urgent)) return suggestion;
    form.calmed = [];
    return { ...suggestion, settle_by: null };
  }

  async function askServer(words: string, mine: AbortController): Promise<void> {
    const late = setTimeout(() => mine.abort(), LONGEST);
    const coming = restOf(form, mine.signal);
    const suggestion = await suggested(form, mine.signal);
    if (mine !== running) return clearTimeout(late);
    if (!suggestion) {
      clearTimeout(late);
      mine.abort();
      return showKeywords(words, mine);
    }
    const { places, alike, hot } = beside.value;
    const first = { ...ofServer(stillCalm(suggestion)), of: words };
    show({ ...first, places, alike, hot });
    const rest = await coming;
    clearTimeout(late);
    if (mine === running) show({ ...first, ...rest });
  }

  async function showKeywords(words: string, mine: AbortController): Promise<void> {
    const found = await byKeywords(words).catch((): Beside => ({ ...NOTHING, of: words, how: "bare" }));
    if (mine === running) show(found);
  }

  async function ask(): Promise<void> {
    running.abort();
    const mine = (running = new AbortController());
    const words = form.words.trim();
    if (!hasSignal.value) return showKeywords(words, mine);
    if (words.length >= LEAST) return askServer(words, mine);
    if (form.calmed.length) form.calmed = [];
    show(NOTHING);
  }

  const typed = (): unknown[] => [form.words, form.place, form.area, form.urgent, form.category, form.calmed];
  watch(
    () => [...typed(), hasSignal.value, packState.value],
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

  /** What it says of the words as they are now; of those typed since, nothing. */
  const shown = computed<Shown>(() => {
    const { of, surest, suggestion } = beside.value;
    if (of !== form.words.trim()) return { surest: "", calm: false };
    return { surest, calm: !form.urgent && areCalm(form.calmed, suggestion?.urgent ?? []) };
  });

  /** `hold`: a finger is on it, and nothing changes until it is gone. */
  return { beside, shown, hold };
}
