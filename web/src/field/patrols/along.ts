// One's own patrols of today: asked for with a signal and kept sealed; without one as they were kept today, or made from
// the routes that are in the pack. What was walked here is remembered beside them, so that a round is not walked twice.
import { computed, shallowRef } from "vue";

import { get } from "@/api/client";
import { asApiError } from "@/api/errors";
import type { PatrolRouteOfMine, PatrolsOfMine, PatrolSlotOfMine } from "@/api/patrols";
import type { KeptPatrol } from "@/outbox/pack";
import { dayOf } from "@/ui/time/site";

import { notReached, outboxView, phone } from "../outbox/usePhone";

interface Walked {
  on: string;
  rounds: { key: string; points: string[]; entry: string }[];
}

const KEPT = "patrols";
const WALKED = "patrols-walked";
const mine = shallowRef<PatrolsOfMine | null>(null);
const walked = shallowRef<Walked>({ on: "", rounds: [] });

export const patrolsNow = computed(() => mine.value);
const today = (): string => dayOf(new Date());
const keyOf = (route: string, slot: number): string => `${route}/${slot}`;

const refused = computed(
  () => new Set(outboxView.value.entries.filter((one) => one.state === "refused").map((one) => one.id)),
);

/** The points of a round that were looked at: as the server knows, and on this phone, without what it refused. */
export function seenOn(route: string, slot: PatrolSlotOfMine): Set<string> {
  const here = walked.value.on === today() ? walked.value.rounds : [];
  const added = here
    .filter(({ key, entry }) => key === keyOf(route, slot.number) && !refused.value.has(entry))
    .flatMap(({ points }) => points);
  return new Set([...slot.ticked, ...added]);
}

export async function rememberRound(
  route: string,
  slot: number,
  points: string[],
  entry: string,
): Promise<void> {
  const before = walked.value.on === today() ? walked.value.rounds : [];
  walked.value = { on: today(), rounds: [...before, { key: keyOf(route, slot), points, entry }] };
  await phone.value?.keep(WALKED, walked.value);
}

/** A round as it stands while nobody is known to have walked any of it. */
const fresh = (
  slot: Pick<PatrolSlotOfMine, "number" | "name" | "begins" | "until">,
  points: number,
): PatrolSlotOfMine =>
  Object.assign({ state: "due", points, covered: 0, late: false, over: false, ticked: [] as string[] }, slot);

/** Today's rounds out of the pack: what the hours say, as far as the day is walked at all. */
export function madeFrom(
  patrols: readonly KeptPatrol[],
  working: readonly string[],
  on: string,
): PatrolsOfMine {
  const routes = patrols.map(({ schedules, ...route }): PatrolRouteOfMine => {
    let schedule: KeptPatrol["schedules"][number] | undefined;
    for (const one of schedules) if (one.from_on <= on) schedule = one;
    const asked = schedule && (schedule.days === "all" || working.includes(on)) ? schedule.slots : [];
    return { ...route, slots: asked.map((slot) => fresh(slot, route.points.length)) };
  });
  return { on, routes };
}

async function ofPack(): Promise<PatrolsOfMine | null> {
  const pack = await phone.value?.pack.read();
  return pack?.patrols.length ? madeFrom(pack.patrols, pack.working, today()) : null;
}

async function kept(): Promise<PatrolsOfMine | null> {
  const found = mine.value ?? (await phone.value?.read<PatrolsOfMine>(KEPT)) ?? null;
  return found?.on === today() ? found : ((await ofPack()) ?? found);
}

/** One may not see patrols any more: forget those that are here. */
export async function dropPatrols(): Promise<void> {
  mine.value = null;
  await phone.value?.keep(KEPT, null);
}

/** Take the patrols along anew; without a signal those that are here. */
export async function takePatrols(): Promise<void> {
  walked.value = (await phone.value?.read<Walked>(WALKED)) ?? walked.value;
  try {
    mine.value = await get("/api/patrols/mine");
    await phone.value?.keep(KEPT, mine.value);
  } catch (failure) {
    if (asApiError(failure).status === 403) await dropPatrols();
    const here = notReached(failure) ? await kept() : null;
    if (!here) throw failure;
    mine.value = here;
  }
}

/** One more round, that nobody asked for. */
const more = (route: PatrolRouteOfMine): PatrolSlotOfMine =>
  fresh({ number: 0, name: "", begins: "00:00", until: "23:59" }, route.points.length);

/** A route with one of its rounds, as far as it is here. */
export async function roundOf(
  id: string,
  number: number,
): Promise<{ route: PatrolRouteOfMine; slot: PatrolSlotOfMine } | null> {
  await takePatrols();
  const route = mine.value?.routes.find((one) => one.id === id);
  if (!route) return null;
  return { route, slot: route.slots.find((slot) => slot.number === number) ?? more(route) };
}
