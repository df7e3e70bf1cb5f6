// A matter written down on the phone, as the form has it and as it is sent.
import { newId } from "@/api/ids";
import type { Raise, SeatOfMine } from "@/api/types";
import { photoRef, type Put, type Shot } from "@/outbox/entries";

export interface Noted {
  id: string;
  words: string;
  place: string;
  area: string;
  /** The category somebody tapped; without one, the surest that is shown when it is sent, else the server's choice. */
  category: string;
  /** A category was taken off: none stands preselected. */
  none: boolean;
  door: "visit" | "patrol" | "phone" | "chat";
  urgent: boolean;
  /** The urgent words that were said not to be urgent; they count for nothing once the words name others. */
  calmed: string[];
  name: string;
  phone: string;
  /** The refused entry this one is to take the place of. */
  instead: string;
}

export const DOORS = ["visit", "patrol", "phone", "chat"] as const;
const COMMUNITY = 12;
/** So much of what happened is shown in the outbox. */
const TITLE_MOST = 40;

/** The areas one can write down matters for: those of one's posts that lie in a community. */
export function areasOf(seats: readonly SeatOfMine[]): { code: string; name: string }[] {
  const found = new Map<string, string>();
  for (const { area, area_name } of seats) if (area.length >= COMMUNITY) found.set(area, area_name);
  return [...found].map(([code, name]) => ({ code, name }));
}

export const emptyNote = (area: string, place = ""): Noted => ({
  id: newId(),
  words: "",
  place,
  area,
  category: "",
  none: false,
  door: "visit",
  urgent: false,
  calmed: [],
  name: "",
  phone: "",
  instead: "",
});

/** Whether the urgent words the text names now are the very ones that were said not to be urgent. */
export function areCalm(calmed: readonly string[], named: readonly string[]): boolean {
  const [said, now] = [new Set(calmed), new Set(named)];
  return said.size > 0 && said.size === now.size && [...now].every((word) => said.has(word));
}

/** As urgent as somebody said; nothing where the words and the category decide. */
export const urgencyOf = (urgent: boolean, calm: boolean): "urgent" | "ordinary" | null =>
  urgent ? "urgent" : calm ? "ordinary" : null;

/** The category that is pressed: what was tapped, else what is preselected. */
export const pressedOf = ({ category, none }: Pick<Noted, "category" | "none">, surest: string): string =>
  category || (none ? "" : surest);

/** A tap on a category: it is taken, or taken off where it is pressed already. */
export function tapped(note: Noted, category: string, surest: string): Pick<Noted, "category" | "none"> {
  const off = !category || pressedOf(note, surest) === category;
  return { category: off ? "" : category, none: off };
}

/** What stands on the screen while it is sent, and was said by nobody. */
export interface Shown {
  /** The category that is preselected for these very words. */
  surest: string;
  /** Whether it says that the urgent words of these very words go in as ordinary. */
  calm: boolean;
}

const NONE_SHOWN: Shown = { surest: "", calm: false };

function bodyOf(note: Noted, shots: Shot[], shown: Shown): Partial<Raise> {
  const { id, area, door, name, phone } = note;
  const category = pressedOf(note, shown.surest);
  const urgency = urgencyOf(note.urgent, shown.calm);
  const said = { name: name.trim(), phone: phone.trim() };
  return {
    id,
    words: note.words.trim(),
    place: note.place.trim(),
    area,
    door,
    files: shots.map((shot) => photoRef(shot.id)),
    ...(category && { category }),
    ...(urgency && { urgency }),
    ...((said.name || said.phone) && { reporter: { ...said, address: "", secret: false } }),
  };
}

/** What a person tapped, which the body does not tell from what was preselected. */
type Tapped = Pick<Noted, "category" | "none" | "calmed">;

/** What is put into the outbox. */
export function putOf(note: Noted, shots: Shot[], shown = NONE_SHOWN): Put {
  const { category, none, calmed } = note;
  const words = note.words.trim();
  const title = [note.place.trim(), words.length > TITLE_MOST ? `${words.slice(0, TITLE_MOST)}…` : words];
  return {
    path: "/api/matters",
    body: bodyOf(note, shots, shown),
    card: "matter",
    title: title.filter(Boolean).join(" · "),
    photos: shots.map((shot) => ({ ...shot, area: note.area })),
    tapped: { category, none, calmed: [...calmed] } satisfies Tapped,
    ...(note.instead ? { instead: note.instead } : {}),
  };
}

/** An entry back in the form; of its category and urgency, only what a person tapped. */
export function noteFrom(body: unknown, instead: string, taps: unknown = null): Noted {
  const { reporter, urgency, door, ...said } = body as Partial<Raise>;
  const { id, words, place, area } = { ...emptyNote(""), ...said };
  const { category, none, calmed } = { ...emptyNote(""), ...(taps as Tapped | null) };
  return {
    id,
    words,
    place,
    area,
    category,
    none,
    door: DOORS.find((one) => one === door) ?? "visit",
    urgent: urgency === "urgent",
    calmed,
    name: reporter?.name ?? "",
    phone: reporter?.phone ?? "",
    instead,
  };
}
