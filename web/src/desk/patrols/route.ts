// A route as the dialog has it, and what it becomes.
import { newId } from "@/api/ids";
import type { PatrolRouteSaid, PatrolRouteWhole } from "@/api/patrols";
import type { PointKind } from "@/ui/later/patrol/kinds";

export interface PointForm {
  id: string;
  kind: PointKind;
  name: string;
  note: string;
  building: string | null;
  organisation: string | null;
}

export interface SlotForm {
  name: string;
  begins: string;
  until: string;
}

export interface RouteForm {
  area: string;
  name: string;
  note: string;
  days: "working" | "all";
  slots: SlotForm[];
  posts: string[];
  points: PointForm[];
}

/** 一日两巡: once before noon, once after it. */
export const emptyRoute = (area: string): RouteForm => ({
  area,
  name: "",
  note: "",
  days: "working",
  slots: [
    { name: "上午", begins: "08:30", until: "11:30" },
    { name: "下午", begins: "14:00", until: "17:30" },
  ],
  posts: [],
  points: [],
});

export const emptyPoint = (name: string, more: Partial<PointForm> = {}): PointForm => ({
  id: newId(),
  kind: "street",
  name,
  note: "",
  building: null,
  organisation: null,
  ...more,
});

export const formOf = (route: PatrolRouteWhole): RouteForm => ({
  area: route.area,
  name: route.name,
  note: route.note,
  days: route.days === "all" ? "all" : "working",
  slots: route.slots.map(({ name, begins, until }) => ({ name, begins, until })),
  posts: route.posts.map(({ id }) => id),
  points: route.points.map(({ id, kind, name, note, building, organisation }) => ({
    id,
    kind: kind as PointKind,
    name,
    note,
    building,
    organisation,
  })),
});

export const bodyOf = (form: RouteForm): Omit<PatrolRouteSaid, "id"> => ({
  ...form,
  name: form.name.trim(),
  note: form.note.trim(),
});

/** A list with one of its rows a place up (-1) or down (1). */
export function moved<T>(rows: readonly T[], at: number, by: -1 | 1): T[] {
  const next = [...rows];
  const [one] = next.splice(at, 1);
  if (one !== undefined) next.splice(Math.max(0, at + by), 0, one);
  return next;
}
