// What the server is asked for a list to take along: the filters of the screen, the list, and the form.
import type { Export } from "@/api/papers";

export type Sheet = "list" | "needs" | "issues";
export type Form = "xlsx" | "pdf";

export interface Narrowing {
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
  since: string;
  until: string;
  order: "received" | "due";
}

/** A chosen state says more than the group, so the group gives way, as on the screen. */
export function exportOf(filters: Narrowing, sheet: Sheet, form: Form): Export {
  const { door, urgency, state, group, since, until, ...rest } = filters;
  return {
    ...rest,
    sheet,
    form,
    state,
    group: state.length ? "all" : group,
    door: door || null,
    urgency: urgency || null,
    since: since || null,
    until: until || null,
  } as Export;
}
