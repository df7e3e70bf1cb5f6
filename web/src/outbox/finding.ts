// Finding in what is on the phone, as one finds on the server: a name or part of it, the first letters of how it is read
// (zs → 张三), a door (3-2-501), the last four figures of a phone, a shop.
import type { Kept, KeptBuilding, KeptDwelling, KeptFirm, KeptMember } from "./pack";

export interface KeptHit {
  noun: "resident" | "dwelling" | "organisation";
  id: string;
  /** The home it is found in; none for an organisation. */
  dwelling: string;
  name: string;
  place: string;
  area: string;
  labels: string[];
  age: number | null;
  phone: string;
}

const MOST = 40;
const DASHES = /[－—–_/\s]+/g;

/** First letters of how a name is read. */
export const initialsOf = (sort: string): string =>
  sort
    .split(" ")
    .filter((syllable) => /^[a-z]+$/.test(syllable))
    .map((syllable) => syllable[0])
    .join("");

const wholeOf = (sort: string): string => sort.replace(/[^a-z]/g, "");

type Test = (name: string, sort: string, phone: string) => boolean;

function testFor(asked: string): Test {
  if (/^\d{4}$/.test(asked)) return (_, __, phone) => phone.endsWith(asked);
  if (/^[a-z]+$/.test(asked))
    return (name, sort) =>
      name.toLowerCase().includes(asked) ||
      initialsOf(sort).startsWith(asked) ||
      wholeOf(sort).startsWith(asked);
  return (name) => name.toLowerCase().includes(asked);
}

/** Whether a door answers to what was asked: all of its code, its first parts, or its room alone. */
export function isDoor(home: KeptDwelling, asked: string): boolean {
  if (!/\d/.test(asked)) return false;
  return home.code === asked || home.code.startsWith(`${asked}-`) || home.room === asked;
}

const placeOf = (building: KeptBuilding, home: KeptDwelling): string =>
  `${building.estate === "~" ? "" : building.estate}${home.code}`;

const ofHome = (building: KeptBuilding, home: KeptDwelling): KeptHit => ({
  noun: "dwelling",
  id: home.id,
  dwelling: home.id,
  name: home.households.flatMap(({ members }) => members.slice(0, 1).map((one) => one.name)).join("、"),
  place: placeOf(building, home),
  area: home.area,
  labels: [],
  age: null,
  phone: "",
});

const ofMember = (building: KeptBuilding, home: KeptDwelling, one: KeptMember): KeptHit => ({
  ...ofHome(building, home),
  noun: "resident",
  id: one.id,
  name: one.name,
  labels: one.labels,
  age: one.age,
  phone: one.phone,
});

const ofFirm = (firm: KeptFirm): KeptHit => ({
  noun: "organisation",
  id: firm.id,
  dwelling: "",
  name: firm.name,
  place: firm.premises,
  area: firm.area,
  labels: [],
  age: null,
  phone: firm.contacts[0]?.phone ?? "",
});

function* hitsIn(building: KeptBuilding, fits: Test, door: string): Generator<KeptHit> {
  for (const home of building.dwellings) {
    if (isDoor(home, door)) yield ofHome(building, home);
    const members = home.households.flatMap((household) => household.members);
    for (const one of members) if (fits(one.name, one.sort, one.phone)) yield ofMember(building, home, one);
  }
}

function* hits(kept: Kept, asked: string): Generator<KeptHit> {
  const fits = testFor(asked);
  const door = asked.replace(DASHES, "-");
  for (const building of kept.buildings) yield* hitsIn(building, fits, door);
  for (const firm of kept.firms)
    if (fits(firm.name, firm.sort, firm.contacts[0]?.phone ?? "")) yield ofFirm(firm);
}

/** What is found, doors first as they come; no more than a screen shows. */
export function findIn(kept: Kept, typed: string, most: number = MOST): KeptHit[] {
  const asked = typed.trim().toLowerCase();
  if (!asked) return [];
  const found: KeptHit[] = [];
  for (const hit of hits(kept, asked)) {
    found.push(hit);
    if (found.length >= most) break;
  }
  return found;
}

/** A home with the building it is in. */
export function homeIn(kept: Kept, id: string): { building: KeptBuilding; home: KeptDwelling } | null {
  for (const building of kept.buildings)
    for (const home of building.dwellings) if (home.id === id) return { building, home };
  return null;
}
