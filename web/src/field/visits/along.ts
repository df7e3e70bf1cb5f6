// The doors a worker has along: asked for with a signal, kept sealed on the phone, and there without one. What was
// recorded here today is remembered beside them, so that a door is not knocked on twice.
import { computed, shallowRef } from "vue";

import { get } from "@/api/client";
import { asApiError } from "@/api/errors";
import type { DoorAlong, DoorWhole } from "@/api/visits";
import { mySeats } from "@/ui/session";
import { dayOf } from "@/ui/time/site";

import { notReached, outboxView, phone } from "../outbox/usePhone";

export interface Along {
  /** When it was asked for, and the day it is of. */
  at: string;
  on: string;
  more: boolean;
  doors: DoorAlong[];
}

interface Made {
  on: string;
  doors: Record<string, { result: string; entry: string }>;
}

const KEPT = "along";
const MADE = "visited";
const GRID = 15;
const DAYS = 7;
const along = shallowRef<Along | null>(null);
const made = shallowRef<Made>({ on: "", doors: {} });

export const alongNow = computed(() => along.value);
export const today = (): string => dayOf(new Date());

/** The grids of one's posts; whoever has none takes nothing along. */
export const gridsOfMine = computed(() => [
  ...new Set(mySeats.value.map((seat) => seat.area).filter((area) => area.length >= GRID)),
]);

const doorsMade = computed(() => (made.value.on === today() ? made.value.doors : {}));
const refused = computed(
  () => new Set(outboxView.value.entries.filter((one) => one.state === "refused").map((one) => one.id)),
);

/** What was recorded here today: the result by door, without what the server refused. */
export const madeToday = computed(() =>
  Object.fromEntries(
    Object.entries(doorsMade.value)
      .filter(([, { entry }]) => !refused.value.has(entry))
      .map(([door, { result }]) => [door, result]),
  ),
);

export async function remember(subject: string, result: string, entry: string): Promise<void> {
  made.value = { on: today(), doors: { ...doorsMade.value, [subject]: { result, entry } } };
  await phone.value?.keep(MADE, made.value);
}

/** What was recorded here was struck out: the door is open again. */
export async function forget(subject: string): Promise<void> {
  const { [subject]: _, ...rest } = doorsMade.value;
  made.value = { on: today(), doors: rest };
  await phone.value?.keep(MADE, made.value);
}

async function ask(): Promise<Along> {
  const parts = await Promise.all(
    gridsOfMine.value.map((area) => get("/api/visits/along", { query: { area, days: DAYS } })),
  );
  return {
    at: new Date().toISOString(),
    on: parts[0]?.on ?? today(),
    more: parts.some((one) => one.more),
    doors: parts.flatMap((one) => one.doors),
  };
}

async function kept(): Promise<Along | null> {
  return along.value ?? (await phone.value?.read<Along>(KEPT)) ?? null;
}

/** One may not see the doors any more: forget those that are here. */
export async function dropAlong(): Promise<void> {
  along.value = null;
  await phone.value?.keep(KEPT, null);
}

/** Take the doors along anew; without a signal those that are here already. */
export async function takeAlong(): Promise<void> {
  made.value = (await phone.value?.read<Made>(MADE)) ?? made.value;
  try {
    along.value = await ask();
    await phone.value?.keep(KEPT, along.value);
  } catch (failure) {
    if (asApiError(failure).status === 403) await dropAlong();
    const here = notReached(failure) ? await kept() : null;
    if (!here) throw failure;
    along.value = here;
  }
}

/** One door: as the server has it, or as it is here. */
export async function doorOf(subject: string): Promise<DoorWhole | null> {
  try {
    return await get("/api/visits/doors/{door_id}", { path: { door_id: subject } });
  } catch (failure) {
    if (!notReached(failure)) throw failure;
    along.value = await kept();
    return along.value?.doors.find((one) => one.id === subject) ?? null;
  }
}
