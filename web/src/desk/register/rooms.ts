// Many dwellings at once: entrances, floors, and how many to a floor.
export interface Plan {
  entrances: string;
  from: number;
  to: number;
  perFloor: number;
}

export interface Room {
  entrance: string;
  room: string;
  floor: number;
}

/** 1-3 or 1、2、甲 as the entrances it means; nothing said is one building without entrances. */
export function entrancesIn(text: string): string[] {
  const parts = text.split(/[\s,，、;；]+/).filter(Boolean);
  const found = parts.flatMap((part) => {
    const [, low, high] = /^(\d{1,2})[-~—－至到](\d{1,2})$/.exec(part) ?? [];
    if (!low || !high || Number(high) < Number(low)) return [part];
    return Array.from({ length: Number(high) - Number(low) + 1 }, (_, at) => String(Number(low) + at));
  });
  return found.length ? [...new Set(found)] : [""];
}

/** 4th floor, 2nd door: 402. */
const roomOf = (floor: number, door: number): string => `${floor}${String(door).padStart(2, "0")}`;

/** Every room of a plan that is not there yet. */
export function roomsOf(plan: Plan, there: ReadonlySet<string>): Room[] {
  const rooms: Room[] = [];
  for (const entrance of entrancesIn(plan.entrances))
    for (let floor = plan.from; floor <= plan.to; floor += 1)
      for (let door = 1; door <= plan.perFloor; door += 1)
        rooms.push({ entrance, room: roomOf(floor, door), floor });
  return rooms.filter(({ entrance, room }) => !there.has(`${entrance}/${room}`));
}
