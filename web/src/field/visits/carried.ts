// The lines of campaigns one's posts carry out: asked for with a signal, kept sealed on the phone, and there without one.
// What was recorded here and has not been asked for since is remembered beside them.
import { computed, shallowRef } from "vue";

import { get } from "@/api/client";
import { asApiError } from "@/api/errors";
import type { Carried, CarriedCampaign, CarriedLine, DoorWhole } from "@/api/visits";
import { may } from "@/ui/session";

import { notReached, outboxView, phone } from "../outbox/usePhone";

type Made = Record<string, { result: string; entry: string }>;

const KEPT = "carried";
const MADE = "carried-made";
/** It is asked for no oftener than this by itself. */
const FRESH = 10 * 60_000;
const lists = shallowRef<Carried | null>(null);
const made = shallowRef<Made>({});
let asked = 0;

export const carriedNow = computed(() => lists.value);
export const carriesOut = computed(() => Boolean(lists.value?.campaigns.length));

const stateOf = computed(() => new Map(outboxView.value.entries.map((one) => [one.id, one.state])));

/** What was recorded here: the result by line, without what the server refused. */
export const madeHere = computed(() =>
  Object.fromEntries(
    Object.entries(made.value)
      .filter(([, { entry }]) => stateOf.value.get(entry) !== "refused")
      .map(([line, { result }]) => [line, result]),
  ),
);

export async function rememberLine(line: string, result: string, entry: string): Promise<void> {
  made.value = { ...made.value, [line]: { result, entry } };
  await phone.value?.keep(MADE, made.value);
}

/** What was recorded here was struck out: the line is open again. */
export async function forgetLine(line: string): Promise<void> {
  const { [line]: _, ...rest } = made.value;
  made.value = rest;
  await phone.value?.keep(MADE, rest);
  await takeCarried().catch(() => undefined);
}

/** What is on its way yet stays remembered; the rest stands in the lists that were asked for just now. */
async function forgetArrived(before: ReadonlySet<string>): Promise<void> {
  made.value = Object.fromEntries(Object.entries(made.value).filter(([, { entry }]) => !before.has(entry)));
  await phone.value?.keep(MADE, made.value);
}

const arrived = (): Set<string> =>
  new Set(
    Object.values(made.value)
      .map(({ entry }) => entry)
      .filter((entry) => !["waiting", "sending"].includes(stateOf.value.get(entry) ?? "")),
  );

async function drop(): Promise<void> {
  lists.value = null;
  await phone.value?.keep(KEPT, null);
}

async function read(): Promise<void> {
  lists.value ??= (await phone.value?.read<Carried>(KEPT)) ?? null;
  made.value = (await phone.value?.read<Made>(MADE)) ?? made.value;
}

/** Take the lists along anew; without a signal those that are here already. */
export async function takeCarried(): Promise<void> {
  await read();
  const before = arrived();
  try {
    lists.value = await get("/api/visits/carried");
    asked = Date.now();
    await phone.value?.keep(KEPT, lists.value);
    await forgetArrived(before);
  } catch (failure) {
    if (asApiError(failure).status === 403) await drop();
    if (!notReached(failure) || !lists.value) throw failure;
  }
}

async function takeQuietly(): Promise<void> {
  if (Date.now() - asked > FRESH) await takeCarried().catch(() => undefined);
}

/** Look what is here, and take it along anew now and whenever there is a signal again. */
export async function beginCarried(): Promise<void> {
  if (!may("visit:carry")) return drop();
  globalThis.addEventListener("online", () => void takeQuietly());
  await takeQuietly();
}

export interface Carrying {
  campaign: CarriedCampaign;
  line: CarriedLine;
}

const find = (fits: (line: CarriedLine, campaign: CarriedCampaign) => boolean): Carrying | null => {
  for (const campaign of lists.value?.campaigns ?? []) {
    const line = campaign.lines.find((one) => fits(one, campaign));
    if (line) return { campaign, line };
  }
  return null;
};

/** One line, as it is here. */
export async function lineOf(id: string): Promise<Carrying | null> {
  await read();
  if (!lists.value) await takeCarried();
  return find((line) => line.id === id);
}

/** The line a visit was to, if it is still here. */
export async function lineTo(subject: string, campaign: string): Promise<Carrying | null> {
  await read();
  return find((line, of) => line.subject === subject && of.id === campaign);
}

/** A line as the doorstep form takes it: what is public of the organisation, and nothing else. */
export const doorOfLine = ({ campaign, line }: Carrying): DoorWhole => ({
  id: line.subject,
  noun: "organisation",
  area: line.area,
  area_name: "",
  building: null,
  dwelling: null,
  kind: line.kind,
  grade: "general",
  why: "",
  why_en: "",
  due_on: null,
  contact_due_on: null,
  home_due_on: null,
  late: 0,
  contact_at: null,
  home_at: null,
  tried_at: null,
  tries: 0,
  next_on: null,
  change: "",
  urgent_at: null,
  two_go: false,
  hours: "any",
  heed: "",
  version: 0,
  name: line.name,
  place: line.place,
  people: 0,
  there: [],
  visits: [],
  campaigns: [{ id: campaign.id, name: campaign.name, until_on: campaign.until_on, inside: campaign.inside }],
  abilities: ["record", "carry"],
});

export type Half = "open" | "done";

/** Lines of a campaign in walking order: those still open, or those done; of them what was typed is in the name or the
 * place. */
export function linesOf(
  campaign: CarriedCampaign,
  half: Half,
  typed: string,
  here: Readonly<Record<string, string>>,
): CarriedLine[] {
  const wanted = typed.trim().toLowerCase();
  return campaign.lines
    .filter((line) => isDone(line, here) === (half === "done"))
    .filter((line) => !wanted || `${line.name} ${line.place}`.toLowerCase().includes(wanted))
    .sort((one, other) => (one.walk < other.walk ? -1 : Number(one.walk > other.walk)));
}

/** Nobody there, and could not be reached, leave a line open. */
const isDone = (line: CarriedLine, here: Readonly<Record<string, string>>): boolean =>
  line.done_at !== null || ["met", "declined"].includes(here[line.id] ?? "");
