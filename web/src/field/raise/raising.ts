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
  door: "visit" | "patrol" | "phone" | "chat";
  urgent: boolean;
  /** Said not to be urgent, though the words sound so. */
  calm: boolean;
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
  door: "visit",
  urgent: false,
  calm: false,
  name: "",
  phone: "",
  instead: "",
});

/** As urgent as somebody said; nothing where the words and the category decide. */
export const urgencyOf = ({ urgent, calm }: Pick<Noted, "urgent" | "calm">): "urgent" | "ordinary" | null =>
  urgent ? "urgent" : calm ? "ordinary" : null;

function bodyOf(note: Noted, shots: Shot[], shown: string): Partial<Raise> {
  const { id, area, door, name, phone } = note;
  const category = note.category || shown;
  const urgency = urgencyOf(note);
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

/** What is put into the outbox; `shown` is the category that stood preselected for these very words. */
export function putOf(note: Noted, shots: Shot[], shown = ""): Put {
  const words = note.words.trim();
  const title = [note.place.trim(), words.length > TITLE_MOST ? `${words.slice(0, TITLE_MOST)}…` : words];
  return {
    path: "/api/matters",
    body: bodyOf(note, shots, shown),
    card: "matter",
    title: title.filter(Boolean).join(" · "),
    photos: shots.map((shot) => ({ ...shot, area: note.area })),
    ...(note.instead ? { instead: note.instead } : {}),
  };
}

/** An entry back in the form. */
export function noteFrom(body: unknown, instead: string): Noted {
  const { reporter, urgency, door, ...said } = body as Partial<Raise>;
  const { id, words, place, area, category } = { ...emptyNote(""), ...said };
  return {
    id,
    words,
    place,
    area,
    category,
    door: DOORS.find((one) => one === door) ?? "visit",
    urgent: urgency === "urgent",
    calm: urgency === "ordinary",
    name: reporter?.name ?? "",
    phone: reporter?.phone ?? "",
    instead,
  };
}
