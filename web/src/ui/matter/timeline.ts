// What each entry of the ledger says about a matter, in words.
import type { MatterEvent } from "@/api/types";

import { t } from "../i18n";
import { plainName } from "../plain";
import { sayExactly } from "../time/words";
import { toneOfScore } from "./scores";

const TONES: Record<string, string> = {
  "matter.overdue": "accent",
  "matter.supervised": "accent",
  "matter.reminded": "warn",
  "matter.warned": "warn",
  "matter.extended": "warn",
  "matter.reopened": "accent",
  "matter.returned": "warn",
  "matter.held": "warn",
  "matter.escalated": "warn",
  "matter.resolved": "done",
  "matter.settled": "done",
  "matter.closed": "done",
};

/** The colour of an entry; a rating has that of its score. */
export function toneOf(event: MatterEvent): string {
  if (event.verb === "matter.rated") return toneOfScore(Number(event.facts.score));
  return TONES[event.verb] ?? "";
}

const keyOf = (verb: string): string => verb.replace(/^matter\./, "").replaceAll("-", "_");

export const titleOf = (event: MatterEvent): string => t(`matter.did.${keyOf(event.verb)}`);

/** 张三（代李四）, where he stood in. */
export const inPlaceOf = (who: string, whose: string): string =>
  whose ? t("leave.in_place_of", { who: plainName(who), whose: plainName(whose) }) : who;

/** Who did it: a person and his post, the reporter, or the system. */
export function actorOf(event: MatterEvent): string {
  if (event.actor_kind === "visitor") return t("matter.by_reporter");
  if (event.actor_kind === "system") return t("matter.by_system");
  if (event.actor_kind === "key") return event.actor_name || t("matter.by_key");
  return [inPlaceOf(event.actor_name, event.in_place_of), event.post_name].filter(Boolean).join(" · ");
}

const text = (value: unknown): string =>
  typeof value === "string" || typeof value === "number" ? String(value) : "";

type Telling = (facts: Record<string, unknown>) => string;

const REFERRALS = new Set(["court", "petition", "discipline", "110", "119", "120", "other"]);

/** A deadline brought forward, with what it was. */
const moved = (was: string, due: string): string =>
  was && due && was !== due ? t("matter.facts.moved", { was: sayExactly(was), due: sayExactly(due) }) : "";

const TELLINGS: [string, Telling][] = [
  ["to_name", (facts) => t("matter.facts.to_post", { post: text(facts.to_name) })],
  ["reason", (facts) => (facts.origin_name ? t(`matter.handing.${text(facts.reason)}`) : "")],
  ["to", (facts) => (REFERRALS.has(text(facts.to)) ? t(`matter.refer_to.${text(facts.to)}`) : "")],
  ["category_name", (facts) => text(facts.category_name)],
  ["score", (facts) => t(`matter.scores.${text(facts.score)}`)],
  ["asks_reopening", (facts) => (facts.asks_reopening ? t("matter.facts.asks_reopening") : "")],
  ["on_behalf", (facts) => (facts.on_behalf ? t("matter.facts.on_behalf") : "")],
  ["reached", (facts) => t(facts.reached ? "matter.facts.reached" : "matter.facts.not_reached")],
  ["review_on", (facts) => t("matter.review_on", { day: text(facts.review_on) })],
  ["until", (facts) => t("matter.facts.until", { day: text(facts.until) })],
  ["due", (facts) => moved(text(facts.was_due), text(facts.due))],
  ["paper", (facts) => t(`matter.papers.${text(facts.paper)}`)],
  ["late", (facts) => (facts.late ? t("matter.met_late") : "")],
];

/** The facts of an entry that a reader wants. */
export function factsOf(event: MatterEvent): string[] {
  const told = TELLINGS.filter(([name]) => event.facts[name] !== undefined && event.facts[name] !== null);
  return told.map(([, tell]) => tell(event.facts)).filter(Boolean);
}
