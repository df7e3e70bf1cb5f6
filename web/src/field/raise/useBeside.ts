// What stands beside the words while they are typed: categories, the place and grid meant, danger, what may be the same
// thing. After a pause the suggestion comes as soon as it is there and the rest in one change behind it, and none while a
// finger is on it. Without a signal the keywords on the phone speak alone; without them it says so.
import { computed, type Ref, shallowRef } from "vue";

import { hotNear, similarTo, suggestFor } from "@/api/matters";
import { locate, type PlaceMeant } from "@/api/register";
import type { Alike, HotNear, Suggestion } from "@/api/types";
import type { KeptCategory } from "@/outbox/pack";
import { useAsking } from "@/ui/useAsking";

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
  const categories = packState.value
    ? await readKept().then(
        (kept) => kept.categories,
        () => [],
      )
    : [];
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

/** Urgent words that were said to be calm are asked about again once the text names others. */
function stillCalm(form: Noted, suggestion: Suggestion): Suggestion {
  if (!form.calmed.length || areCalm(form.calmed, suggestion.urgent)) return suggestion;
  form.calmed = [];
  return { ...suggestion, settle_by: null };
}

/** Over with another signal, and late after a while. */
function inTime(over: AbortSignal): { signal: AbortSignal; stop: () => void; settle: () => void } {
  const asking = new AbortController();
  const stop = (): void => asking.abort();
  over.addEventListener("abort", stop);
  const late = setTimeout(stop, LONGEST);
  return { signal: asking.signal, stop, settle: () => clearTimeout(late) };
}

/** Put the suggestion as soon as it is there, then the rest; until then the rest of `before` stays. */
async function fromServer(
  form: Noted,
  over: AbortSignal,
  before: Readonly<Ref<Beside>>,
  put: (next: Beside) => void,
): Promise<void> {
  const of = form.words.trim();
  const { signal, stop, settle } = inTime(over);
  const coming = restOf(form, signal);
  const suggestion = await suggested(form, signal);
  if (over.aborted || !suggestion) {
    settle();
    stop();
    return over.aborted ? undefined : put(await byKeywords(of));
  }
  const first = { ...ofServer(stillCalm(form, suggestion)), of };
  const { places, alike, hot } = before.value;
  put({ ...first, places, alike, hot });
  const rest = await coming;
  settle();
  put({ ...first, ...rest });
}

export function useBeside(form: Noted) {
  const beside = shallowRef<Beside>(NOTHING);
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

  async function ask(over: AbortSignal): Promise<void> {
    const put = (next: Beside): void => {
      if (!over.aborted) show(next);
    };
    if (!hasSignal.value) return put(await byKeywords(form.words.trim()));
    if (form.words.trim().length >= LEAST) return fromServer(form, over, beside, put);
    if (form.calmed.length) form.calmed = [];
    show(NOTHING);
  }

  const typed = (): unknown[] => [form.words, form.place, form.area, form.urgent, form.category, form.calmed];
  useAsking({
    of: () => [...typed(), hasSignal.value, packState.value],
    pause: PAUSE,
    patient: true,
    ask,
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
