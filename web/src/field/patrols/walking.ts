// A round as the walking page has it, and the one command it becomes.
import { newId } from "@/api/ids";
import type { PatrolPointAlong, PatrolRoundSaid, PatrolRouteOfMine, PatrolSlotOfMine } from "@/api/patrols";
import { photoRef, type Put, type Shot } from "@/outbox/entries";
import type { SlotState, Way } from "@/ui/later/patrol/kinds";
import { clockOf } from "@/ui/time/site";

export interface FindingSaid {
  id: string;
  /** Empty for what was found on the way. */
  point: string;
  way: Way;
  words: string;
  who: string;
  urgent: boolean;
}

export interface WalkSaid {
  id: string;
  started_at: string;
  ticks: Record<string, { state: "fine" | "skipped"; reason: string }>;
  findings: FindingSaid[];
  /** The finding each photo belongs to, in the order of the photos. */
  shotsOf: string[];
  remarks: string;
  /** The refused entry this one takes the place of. */
  instead: string;
}

/** A round may begin so long before its hours and still count for them. */
const EARLY = 60;

export const emptyWalk = (): WalkSaid => ({
  id: newId(),
  started_at: "",
  ticks: {},
  findings: [],
  shotsOf: [],
  remarks: "",
  instead: "",
});

export const emptyFinding = (point: string, way: Way = "matter"): FindingSaid => ({
  id: newId(),
  point,
  way,
  words: "",
  who: "",
  urgent: false,
});

export const findingsAt = (said: WalkSaid, point: string): FindingSaid[] =>
  said.findings.filter((one) => one.point === point);

/** What is said of a point; nothing where it was not looked at yet. */
export function stateAt(said: WalkSaid, point: string): "fine" | "found" | "skipped" | "" {
  if (findingsAt(said, point).length) return "found";
  return said.ticks[point]?.state ?? "";
}

/** Whether nothing was said yet at all. */
export const untouched = (said: WalkSaid, shots: number): boolean =>
  !Object.keys(said.ticks).length && !said.findings.length && !said.remarks.trim() && !shots;

/** The points nobody has looked at: neither here nor on an earlier round of the same hours. */
export const leftOf = (
  route: Pick<PatrolRouteOfMine, "points">,
  seen: ReadonlySet<string>,
  said: WalkSaid,
): PatrolPointAlong[] => route.points.filter(({ id }) => !seen.has(id) && !stateAt(said, id));

type Tick = { point: string; state: "fine" | "skipped"; reason?: string };

function ticksOf(route: PatrolRouteOfMine, seen: ReadonlySet<string>, said: WalkSaid, rest: boolean): Tick[] {
  const fine = new Set(rest ? leftOf(route, seen, said).map(({ id }) => id) : []);
  return route.points.flatMap(({ id }): Tick[] => {
    const state = stateAt(said, id);
    if (state === "skipped") return [{ point: id, state, reason: (said.ticks[id]?.reason ?? "").trim() }];
    return state || fine.has(id) ? [{ point: id, state: "fine" }] : [];
  });
}

/** The round: it ended when it was saved, whenever it goes out. With `rest`, all that is left is fine. */
export function roundPut(
  route: PatrolRouteOfMine,
  slot: Pick<PatrolSlotOfMine, "number" | "name">,
  seen: ReadonlySet<string>,
  said: WalkSaid,
  shots: Shot[],
  rest: boolean,
  now: Date,
): Put {
  const place = new Map(route.points.map((point) => [point.id, point.lies_in]));
  const filesOf = (id: string): string[] =>
    shots.filter((_, at) => said.shotsOf[at] === id).map((shot) => photoRef(shot.id));
  const areaOf = (id: string): string =>
    place.get(said.findings.find((one) => one.id === id)?.point ?? "") ?? route.area;
  const offers = said.findings.filter((one) => one.way === "offer");
  const body = {
    id: said.id,
    route: route.id,
    slot: slot.number,
    started_at: said.started_at || now.toISOString(),
    ended_at: now.toISOString(),
    ticks: ticksOf(route, seen, said, rest),
    findings: said.findings
      .filter((one) => one.way !== "offer")
      .map(({ id, point, way, words, urgent }) => ({
        id,
        point: point || null,
        way,
        words: words.trim(),
        urgent: way === "matter" && urgent,
        files: filesOf(id),
      })),
    offers: offers.map(({ id, point, words, who }) => ({
      id,
      point: point || null,
      what: words.trim(),
      who: who.trim(),
    })),
    remarks: said.remarks.trim(),
  };
  const used = new Set(body.findings.flatMap(({ files }) => files));
  return {
    path: "/api/patrols/rounds",
    body,
    card: "patrol",
    title: [route.name, slot.name].filter(Boolean).join(" · "),
    photos: shots
      .map((shot, at) => ({ ...shot, area: areaOf(said.shotsOf[at] ?? "") }))
      .filter((shot) => used.has(photoRef(shot.id))),
    ...(said.instead ? { instead: said.instead } : {}),
  };
}

type Sent = NonNullable<PatrolRoundSaid["findings"]>[number];
type Offered = NonNullable<PatrolRoundSaid["offers"]>[number];

const findingFrom = ({ id, point, way, words, urgent = false }: Sent): FindingSaid =>
  Object.assign(emptyFinding(point ?? "", way), { id, words, urgent });

const offerFrom = ({ id, point, what, who = "" }: Offered): FindingSaid =>
  Object.assign(emptyFinding(point ?? "", "offer"), { id, words: what, who });

/** An entry back on the page. */
export function walkFrom(body: unknown, photos: readonly Pick<Shot, "id">[], instead: string): WalkSaid {
  const round = body as PatrolRoundSaid;
  const { ticks = [], findings = [], offers = [] } = round;
  const found = new Set(findings.map(({ point }) => point));
  const owner = new Map(findings.flatMap(({ id, files = [] }) => files.map((file) => [file, id])));
  const said = ticks
    .filter(({ point }) => !found.has(point))
    .map(({ point, state, reason = "" }) => [point, { state: state === "skipped" ? state : "fine", reason }]);
  return {
    id: round.id,
    started_at: round.started_at,
    ticks: Object.fromEntries(said) as WalkSaid["ticks"],
    findings: [...findings.map(findingFrom), ...offers.map(offerFrom)],
    shotsOf: photos.map(({ id }) => owner.get(photoRef(id)) ?? ""),
    remarks: round.remarks ?? "",
    instead,
  };
}

const minutesOf = (clock: string): number => {
  const [hours = 0, minutes = 0] = clock.split(":").map(Number);
  return hours * 60 + minutes;
};

/** How a round of today stands, by the clock of this phone and all that is known to have been looked at. */
export function stateOf(
  slot: Pick<PatrolSlotOfMine, "begins" | "until">,
  points: readonly { id: string }[],
  seen: ReadonlySet<string>,
  now: Date,
): SlotState {
  if (seen.size) return points.every(({ id }) => seen.has(id)) ? "done" : "partly";
  const at = minutesOf(clockOf(now));
  if (at < minutesOf(slot.begins) - EARLY) return "coming";
  return at <= minutesOf(slot.until) ? "due" : "missed";
}
