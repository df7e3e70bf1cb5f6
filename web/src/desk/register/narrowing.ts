// What the list of residents is narrowed to: kept in the address, so that going back finds it again.
import type { LocationQuery } from "vue-router";

export interface Narrowing {
  area: string;
  label: string;
  age: string;
  sex: string;
  presence: string;
  use: string;
  state: string;
}

export const AGES: Record<string, [number | null, number | null]> = {
  "0-6": [0, 6],
  "7-17": [7, 17],
  "18-59": [18, 59],
  "60+": [60, null],
  "80+": [80, null],
};

const NAMES = ["area", "label", "age", "sex", "presence", "use", "state"] as const;

/** The address's query as filters; the area is the one looked at unless said. */
export function narrowingOf(query: LocationQuery, area: string): Narrowing {
  const found = Object.fromEntries(NAMES.map((name) => [name, String(query[name] ?? "")]));
  return { ...(found as unknown as Narrowing), area: String(query["area"] ?? "") || area };
}

/** Filters as the address says them; what narrows nothing is left out. */
export const addressQuery = (asked: Narrowing): Record<string, string> =>
  Object.fromEntries(NAMES.filter((name) => asked[name]).map((name) => [name, asked[name]]));

/** Filters as the server is asked. */
export function askedOf(asked: Narrowing): Record<string, string | number> {
  const { age, ...rest } = asked;
  const [from, to] = AGES[age] ?? [null, null];
  const said = Object.entries(rest).filter(([, value]) => value);
  return {
    ...Object.fromEntries(said),
    ...(from === null ? {} : { age_from: from }),
    ...(to === null ? {} : { age_to: to }),
  };
}
