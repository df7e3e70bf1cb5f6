// A visit as the doorstep form has it, and the commands it becomes: the visit with all it found, and a command of its own
// for each correction of the register, so that a refused one keeps nothing else back.
import { newId } from "@/api/ids";
import type { DoorWhole, VisitSaid } from "@/api/visits";
import { daysTo } from "@/ui/later/visit/due";
import type { Result, Way } from "@/ui/later/visit/kinds";
import { photoRef, type Put, type Shot } from "@/outbox/entries";

import type { TieTyped } from "./tying";

export const CARDS = ["matter", "change", "fix", "tie", "relief", "company", "next"] as const;
/** What is said of a line of a campaign by somebody who does not see the register. */
export const CARRIED: readonly Card[] = ["matter", "company", "next"];
export type Card = (typeof CARDS)[number];

export interface Fix {
  id: string;
  phone: string;
  presence: string;
  workplace: string;
}

export interface Goods {
  item: string;
  amount: string;
  unit: string;
  signed_by: string;
  signed_for: string;
}

export interface Companion {
  duty: string;
  name: string;
}

export interface DoorSaid {
  id: string;
  matter: string;
  way: Way;
  result: Result;
  at: string;
  met: string[];
  others: string;
  note: string;
  checked: boolean;
  open: Card[];
  words: string;
  change: string;
  fixes: Fix[];
  ties: TieTyped[];
  relief: Goods[];
  team: boolean;
  company: Companion[];
  next_on: string;
  /** The refused entry this one takes the place of. */
  instead: string;
}

/** Inside only where a visit inside is due: a word at the door is the usual contact, and the two are counted apart. */
export const usualWay = (door: Pick<DoorWhole, "noun" | "home_due_on" | "urgent_at">, now: Date): Way => {
  if (door.noun === "organisation") return "premises";
  const due = door.home_due_on !== null && daysTo(door.home_due_on, now) <= 0;
  return due || door.urgent_at ? "home" : "door";
};

export const emptySaid = (way: Way): DoorSaid => ({
  id: newId(),
  matter: newId(),
  way,
  result: "met",
  at: "",
  met: [],
  others: "",
  note: "",
  checked: false,
  open: [],
  words: "",
  change: "",
  fixes: [],
  ties: [],
  relief: [],
  team: false,
  company: [],
  next_on: "",
  instead: "",
});

const goodsOf = (said: DoorSaid): object[] =>
  said.relief
    .filter((one) => one.item.trim())
    .map(({ item, amount, unit, signed_by, signed_for }) => ({
      item: item.trim(),
      amount: Number(amount),
      unit,
      signed_by,
      signed_for,
    }));

const companyOf = (said: DoorSaid): Companion[] => said.company.filter((one) => one.name.trim());

/** What each card adds to the visit; nothing where it holds nothing. A new card adds its line here. */
const ADDS: Record<Card, (said: DoorSaid, door: DoorWhole, photos: string[]) => object> = {
  matter: (said, door, files) => {
    const words = said.words.trim();
    const matter = { id: said.matter, words, area: door.area, place: door.place, door: "visit", files };
    return words ? { matters: [matter], files: [] } : {};
  },
  change: (said) => (said.change ? { change: said.change } : {}),
  fix: () => ({}),
  tie: () => ({}),
  relief: (said) => {
    const relief = goodsOf(said);
    return relief.length ? { relief } : {};
  },
  company: (said) => {
    const companions = companyOf(said);
    return companions.length ? { companions, team: said.team } : {};
  },
  next: (said) => (said.next_on ? { next_on: said.next_on } : {}),
};

/** A line of a campaign says which it is: it may be over by the time the visit arrives. */
const campaignOf = (door: DoorWhole): object =>
  door.abilities.includes("carry") ? { campaign: door.campaigns[0]?.id ?? null } : {};

/** The visit: when it is written down is when it happened, whenever it goes out. */
export function visitPut(door: DoorWhole, said: DoorSaid, shots: Shot[], now: Date): Put {
  const photos = shots.map((shot) => photoRef(shot.id));
  const met = said.result === "met";
  const body = {
    id: said.id,
    noun: door.noun,
    subject: door.id,
    way: said.way,
    result: said.result,
    at: said.at || now.toISOString(),
    met: met && door.noun === "household" ? said.met : [],
    met_others: met ? said.others.trim() : "",
    note: said.note.trim(),
    checked: met && said.checked,
    files: photos,
    ...campaignOf(door),
    ...Object.assign({}, ...said.open.map((card) => ADDS[card](said, door, photos))),
  };
  return {
    path: "/api/visits",
    body,
    card: "visit",
    title: [door.place, door.name].filter(Boolean).join(" · "),
    photos: shots.map((shot) => ({ ...shot, area: door.area })),
    ...(said.instead ? { instead: said.instead } : {}),
  };
}

/** One command for each member whose record was wrong, with the version that was seen. */
export function fixPuts(door: DoorWhole, said: DoorSaid, source: string): Put[] {
  if (!said.open.includes("fix")) return [];
  return said.fixes.flatMap((fix) => {
    const one = door.there.find((somebody) => somebody.id === fix.id);
    const values = {
      ...(fix.phone.trim() ? { phone: fix.phone.trim() } : {}),
      ...(fix.presence && fix.presence !== one?.presence ? { presence: fix.presence } : {}),
      ...(fix.workplace.trim() ? { workplace: fix.workplace.trim() } : {}),
    };
    if (!one || !Object.keys(values).length) return [];
    return [
      {
        path: `/api/register/residents/${one.id}/change`,
        body: { ...values, version: one.version, source },
        card: "fix",
        title: [door.place, one.name].filter(Boolean).join(" · "),
      },
    ];
  });
}

/** What each card held, out of a visit that was sent; nothing where it was not opened. */
const READS: Record<Card, (visit: Partial<VisitSaid>) => Partial<DoorSaid> | null> = {
  matter: ({ matters }) => (matters?.[0] ? { matter: matters[0].id, words: matters[0].words } : null),
  change: ({ change }) => (change ? { change } : null),
  fix: () => null,
  tie: () => null,
  relief: ({ relief }) =>
    relief?.length
      ? {
          relief: relief.map(({ item, amount, unit = "", signed_by = "", signed_for = "" }) => ({
            item,
            amount: String(amount),
            unit,
            signed_by,
            signed_for,
          })),
        }
      : null,
  company: ({ companions, team = false }) =>
    companions?.length ? { team, company: companions.map(({ duty, name }) => ({ duty, name })) } : null,
  next: ({ next_on }) => (next_on ? { next_on } : null),
};

/** An entry back in the form. */
export function saidFrom(body: unknown, instead: string): DoorSaid {
  const visit = body as VisitSaid;
  const { id, way, result, at, met = [], met_others = "", note = "", checked = false } = visit;
  const plain = { id, way, result, met, others: met_others, note, checked, at: at ?? "", instead };
  const said = { ...emptySaid(way), ...plain };
  for (const card of CARDS) {
    const held = READS[card](visit);
    if (held) Object.assign(said, held, { open: [...said.open, card] });
  }
  return said;
}
