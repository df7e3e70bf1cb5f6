// Doors in the order one walks, by building; those that cannot wait first.
import type { Door } from "@/api/visits";
import { daysTo } from "@/ui/later/visit/due";

export type Part = "due" | "soon" | "high" | "done";
export const PARTS: readonly Part[] = ["due", "soon", "high", "done"];

type Placed = Door & { order?: number | null; planned_on?: string | null };

/** Whether a door is for today: on one's plan of today; or due, and on nobody's plan. */
function isDue(door: Placed, now: Date): boolean {
  if (door.urgent_at || typeof door.order === "number") return true;
  return !door.planned_on && door.due_on !== null && daysTo(door.due_on, now) <= 0;
}

/** Those of a part; whoever was visited today is among the done alone. */
export function ofPart<D extends Placed>(
  doors: readonly D[],
  part: Part,
  made: Readonly<Record<string, string>>,
  now: Date,
): D[] {
  if (part === "done") return doors.filter((door) => made[door.id]);
  const left = doors.filter((door) => !made[door.id]);
  if (part === "high") return left.filter((door) => door.grade !== "general");
  return left.filter((door) => isDue(door, now) === (part === "due"));
}

/** A home's place is its code, such as 枇杷园3-2-501: the building, and what stands on the door. */
const partsOf = ({ noun, place }: Pick<Door, "noun" | "place">): string[] =>
  noun === "household" ? place.split(/[-－]/) : [];

export const buildingOf = (door: Pick<Door, "noun" | "place"> | undefined): string =>
  (door && partsOf(door)[0]) ?? "";

export const doorOf = (door: Pick<Door, "noun" | "place">): string => partsOf(door).slice(1).join("-");

export interface Stop<D extends Door> {
  key: string;
  doors: D[];
}

/** One stop a building, as the doors come; urgent ones before all others, each a stop of its own. */
export function stopsOf<D extends Door>(doors: readonly D[]): Stop<D>[] {
  const urgent = doors.filter((door) => door.urgent_at);
  const stops: Stop<D>[] = urgent.length ? [{ key: "urgent", doors: urgent }] : [];
  const byKey = new Map<string, Stop<D>>();
  for (const door of doors) {
    if (door.urgent_at) continue;
    const key = door.building ?? "";
    const stop = byKey.get(key) ?? { key, doors: [] };
    if (!byKey.has(key)) {
      byKey.set(key, stop);
      stops.push(stop);
    }
    stop.doors.push(door);
  }
  return stops;
}
