// A matter written down on the phone, as the form has it and as it is sent.
import { newId } from "@/api/ids";
import type { Raise, SeatOfMine } from "@/api/types";
import { photoRef, type Put, type Shot } from "@/outbox/entries";

export interface Noted {
  id: string;
  words: string;
  place: string;
  area: string;
  door: "visit" | "patrol" | "phone" | "chat";
  urgent: boolean;
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
  door: "visit",
  urgent: false,
  name: "",
  phone: "",
  instead: "",
});

export function putOf(note: Noted, shots: Shot[]): Put {
  const { id, area, door, name, phone } = note;
  const words = note.words.trim();
  const place = note.place.trim();
  const body: Partial<Raise> = {
    id,
    words,
    place,
    area,
    door,
    files: shots.map((shot) => photoRef(shot.id)),
  };
  if (note.urgent) body.urgency = "urgent";
  if (name.trim() || phone.trim())
    body.reporter = { name: name.trim(), phone: phone.trim(), address: "", secret: false };
  const title = [place, words.length > TITLE_MOST ? `${words.slice(0, TITLE_MOST)}…` : words];
  return {
    path: "/api/matters",
    body,
    card: "matter",
    title: title.filter(Boolean).join(" · "),
    photos: shots.map((shot) => ({ ...shot, area })),
    ...(note.instead ? { instead: note.instead } : {}),
  };
}

/** An entry back in the form. */
export function noteFrom(body: unknown, instead: string): Noted {
  const { reporter, urgency, door, ...said } = body as Partial<Raise>;
  const { id, words, place, area } = { ...emptyNote(""), ...said };
  return {
    id,
    words,
    place,
    area,
    door: DOORS.find((one) => one === door) ?? "visit",
    urgent: urgency === "urgent",
    name: reporter?.name ?? "",
    phone: reporter?.phone ?? "",
    instead,
  };
}
