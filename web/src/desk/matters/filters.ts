// The filters of the list live in the address bar: what is there is what is asked, and a link shows the same list.
import type { LocationQuery, LocationQueryRaw } from "vue-router";

import type { MatterQuery } from "@/api/matters";
import { dayAfter } from "@/ui/time/site";

export interface Filters {
  q: string;
  group: "open" | "done" | "all";
  state: string[];
  category: string;
  area: string;
  door: string;
  standing: string;
  owner: string;
  urgency: string;
  reopening: boolean;
  supervised: boolean;
  /** The first and the last day it came in on, at the site. */
  since: string;
  until: string;
  order: "received" | "due";
}

export const STATES = [
  "received",
  "accepted",
  "dispatched",
  "in_hand",
  "long_term",
  "merged",
  "resolved",
  "followed_up",
  "rated",
  "closed",
  "declined",
  "referred",
  "withdrawn",
];
export const DOORS = [
  "counter",
  "phone",
  "chat",
  "portal",
  "order_12345",
  "visit",
  "patrol",
  "meeting",
  "letter",
  "api",
];

export const NO_FILTERS: Filters = {
  q: "",
  group: "open",
  state: [],
  category: "",
  area: "",
  door: "",
  standing: "",
  owner: "",
  urgency: "",
  reopening: false,
  supervised: false,
  since: "",
  until: "",
  order: "received",
};

export const STANDINGS = ["late", "approaching", "overdue"];
export const OWNERS = ["waiting", "mine", "first", "others", "nobody", "asking"];
export const URGENCIES = ["urgent", "soon", "ordinary"];

/** Whether there is such a day: 2026-02-30 is none. */
function isDay(said: string): boolean {
  const at = new Date(`${said}T00:00:00Z`);
  return /^[12]\d{3}-\d\d-\d\d$/.test(said) && !Number.isNaN(+at) && at.toISOString().startsWith(said);
}

/** What a filter may say; what is not listed here is known by its shape alone. */
const SENSIBLE: Record<string, (said: string) => boolean> = {
  door: (said) => DOORS.includes(said),
  standing: (said) => STANDINGS.includes(said),
  urgency: (said) => URGENCIES.includes(said),
  owner: (said) => OWNERS.includes(said) || /^[0-9a-f-]{36}$/.test(said),
  area: (said) => /^\d{12,17}$/.test(said),
  since: isDay,
  until: isDay,
};

const PLAIN = ["q", "category", "area", "door", "standing", "owner", "urgency", "since", "until"] as const;

export const PERIODS = ["today", "week", "month", "last_month", "year"] as const;
export type Period = (typeof PERIODS)[number];

/** The first and the last day of a usual stretch of time; today and what is to come of it are in. */
export function daysOf(period: Period, today: string): { since: string; until: string } {
  const month = `${today.slice(0, 8)}01`;
  const before = dayAfter(month, -1);
  switch (period) {
    case "today":
      return { since: today, until: today };
    case "week":
      return { since: dayAfter(today, -6), until: today };
    case "month":
      return { since: month, until: dayAfter(`${dayAfter(month, 31).slice(0, 8)}01`, -1) };
    case "last_month":
      return { since: `${before.slice(0, 8)}01`, until: before };
    case "year":
      return { since: `${today.slice(0, 4)}-01-01`, until: `${today.slice(0, 4)}-12-31` };
  }
}

/** The usual stretch two days are the ends of; `days` for any other, nothing where none is asked for. */
export function periodOf(filters: Pick<Filters, "since" | "until">, today: string): Period | "days" | "" {
  if (!filters.since && !filters.until) return "";
  const same = (period: Period): boolean => {
    const { since, until } = daysOf(period, today);
    return since === filters.since && until === filters.until;
  };
  return PERIODS.find(same) ?? "days";
}

const all = (value: LocationQuery[string] | undefined): string[] =>
  (Array.isArray(value) ? value : [value]).filter(
    (one): one is string => typeof one === "string" && one !== "",
  );

const one = (query: LocationQuery, name: string): string => all(query[name])[0] ?? "";

/** The filters an address asks for; what it says wrongly is left out. */
export function readFilters(query: LocationQuery): Filters {
  const group = one(query, "group");
  const filters: Filters = {
    ...NO_FILTERS,
    group: group === "done" || group === "all" ? group : "open",
    state: all(query.state).filter((state) => STATES.includes(state)),
    reopening: one(query, "reopening") === "true",
    supervised: one(query, "supervised") === "true",
    order: one(query, "order") === "due" ? "due" : "received",
  };
  for (const name of PLAIN) {
    const said = one(query, name);
    filters[name] = (SENSIBLE[name]?.(said) ?? true) ? said : "";
  }
  return filters;
}

/** The shortest address that asks for these filters. */
export function writeFilters(filters: Filters): LocationQueryRaw {
  const query: LocationQueryRaw = {};
  for (const name of PLAIN) if (filters[name]) query[name] = filters[name];
  if (filters.group !== "open") query.group = filters.group;
  if (filters.state.length) query.state = filters.state;
  if (filters.reopening) query.reopening = "true";
  if (filters.supervised) query.supervised = "true";
  if (filters.order !== "received") query.order = filters.order;
  return query;
}

/** What the server is asked. A chosen state says more than the group, so the group gives way. */
export function askFor(filters: Filters, after: string): MatterQuery {
  const { state, group, reopening, supervised, since, until, ...rest } = filters;
  return {
    ...rest,
    state,
    group: state.length ? "all" : group,
    ...(reopening ? { reopening } : {}),
    ...(supervised ? { supervised } : {}),
    ...(since ? { since } : {}),
    ...(until ? { until } : {}),
    after,
    most: 40,
  } as MatterQuery;
}

/** How many filters beside the search words narrow the list. */
export function narrowed(filters: Filters): number {
  const plain = PLAIN.filter((name) => name !== "q" && name !== "until" && filters[name]).length;
  const days = filters.until && !filters.since ? 1 : 0;
  const told = [filters.state.length, filters.reopening, filters.supervised].filter(Boolean).length;
  return plain + days + told;
}
