// Where everything stands in a picture, in pixels: households in their building, floor above floor; who reaches them
// beside it. Nothing is left to forces, so that the same building always looks the same and no name lies on another.
import type { PlacedHome } from "@/api/network";

export interface Place {
  id: string;
  x: number;
  y: number;
}

export interface Caption {
  text: string;
  x: number;
  y: number;
}

export interface Layout {
  places: Map<string, Place>;
  captions: Caption[];
  width: number;
  height: number;
  /** The size of a household's circle. */
  size: number;
  /** All stand in one column, so that every name goes to the right. */
  narrow?: boolean;
}

interface Block {
  name: string;
  columns: string[];
  floors: number[];
  homes: PlacedHome[];
}

const SIDE = 110;
const TOP = 26;
const byText = (a: string, b: string): number => a.localeCompare(b, "zh-Hans", { numeric: true });

/** A column is a stairwell with the place of a room on its floor. Households of one room stand beside each other. */
function seat(homes: PlacedHome[]): Map<string, string> {
  const seats = new Map<string, string>();
  const floors = new Map<string, PlacedHome[]>();
  for (const home of homes) {
    const key = `${home.entrance}|${home.floor ?? ""}`;
    floors.set(key, [...(floors.get(key) ?? []), home]);
  }
  for (const row of floors.values()) {
    const sorted = [...row].sort((a, b) => byText(a.room, b.room) || byText(a.id, b.id));
    sorted.forEach((home, at) => seats.set(home.id, `${home.entrance}|${String(at).padStart(3, "0")}`));
  }
  return seats;
}

function blocksOf(homes: PlacedHome[]): { block: Block; seats: Map<string, string> }[] {
  const named = new Map<string, PlacedHome[]>();
  for (const home of homes) named.set(home.building_name, [...(named.get(home.building_name) ?? []), home]);
  return [...named.entries()]
    .sort(([a], [b]) => byText(a, b))
    .map(([name, there]) => {
      const seats = seat(there);
      const columns = [...new Set(seats.values())].sort(byText);
      const floors = [...new Set(there.map((home) => home.floor ?? 0))].sort((a, b) => b - a);
      return { block: { name, columns, floors, homes: there }, seats };
    });
}

/** The gap between stairwells, so that one sees where one ends. */
const GAP = 0.5;

function columnAt(columns: string[]): Map<string, number> {
  const at = new Map<string, number>();
  let x = 0;
  columns.forEach((column, n) => {
    const before = columns[n - 1];
    if (before && before.split("|")[0] !== column.split("|")[0]) x += GAP;
    at.set(column, x);
    x += 1;
  });
  return at;
}

/** Blocks beside each other as far as the width goes, then in the next row. `step` is from one household to the next. */
function rowsOf(blocks: { wide: number; high: number }[], room: number, step: number): Place[] {
  let [x, y, tallest] = [0, 0, 0];
  return blocks.map(({ wide, high }, at) => {
    const width = (wide + 1) * step;
    if (x > 0 && x + width > room) {
      y += tallest;
      [x, tallest] = [0, 0];
    }
    const place = { id: String(at), x, y };
    x += width;
    tallest = Math.max(tallest, high * step + TOP * 2);
    return place;
  });
}

interface Measure {
  at: Map<string, number>;
  wide: number;
  high: number;
}

/** Let the households of a building stand in it, from its upper left on; where its name stands, at its foot. */
function standIn(
  { block, seats }: { block: Block; seats: Map<string, string> },
  { at, wide, high }: Measure,
  from: { x: number; y: number },
  step: number,
  places: Map<string, Place>,
): Caption {
  for (const { id, floor } of block.homes) {
    const column = at.get(seats.get(id) ?? "") ?? 0;
    const row = block.floors.indexOf(floor ?? 0);
    places.set(id, { id, x: from.x + (column - 0.5) * step, y: from.y + row * step });
  }
  return { text: block.name, x: from.x + ((wide - 2) * step) / 2, y: from.y + high * step };
}

/** Households of one or several buildings in a picture so wide, with `left` hubs on one side and `right` on the other. */
export function layOut(homes: PlacedHome[], left: string[], right: string[], width: number): Layout {
  const parts = blocksOf(homes);
  const narrow = width < 560;
  const side = narrow ? 8 : SIDE;
  const room = width - 2 * side;
  const widths = parts.map(({ block }): Measure => {
    const at = columnAt(block.columns);
    return { at, wide: Math.max(...at.values(), 0) + 1, high: Math.max(block.floors.length, 1) };
  });
  const widest = Math.max(...widths.map((one) => one.wide), 1);
  const most = parts.length > 6 ? 22 : parts.length > 1 ? 30 : 52;
  const step = Math.max(12, Math.min(most, room / (widest + 1)));
  const corners = rowsOf(widths, room, step);
  const used = Math.max(...corners.map(({ x }, n) => x + ((widths[n]?.wide ?? 0) + 1) * step), 0);
  const indent = Math.max(0, (room - used) / 2);
  const hubs = narrow ? 64 : 0;
  const places = new Map<string, Place>();
  const several = parts.length > 1;
  const stood = parts.flatMap((part, n) => {
    const [corner, measure] = [corners[n], widths[n]];
    if (!corner || !measure) return [];
    const from = { x: side + indent + corner.x + step, y: hubs + corner.y + TOP + step / 2 };
    return [standIn(part, measure, from, step, places)];
  });
  const captions = several ? stood : [];
  const bottom = Math.max(...stood.map(({ y }) => y + (several ? TOP : 0)), 0);
  const tall = Math.max(bottom, narrow ? hubs : Math.max(left.length, right.length) * 64 + TOP);
  standBeside(places, left, right, { width, height: tall, narrow, side });
  return { places, captions, width, height: tall, size: Math.min(34, step * 0.82) };
}

interface Frame {
  width: number;
  height: number;
  narrow: boolean;
  side: number;
}

/** Who reaches them: on a wide picture to the left and to the right, on a narrow one in a row above. */
function standBeside(places: Map<string, Place>, left: string[], right: string[], frame: Frame): void {
  if (frame.narrow) {
    const all = [...left, ...right];
    all.forEach((id, n) => places.set(id, { id, x: ((n + 0.5) * frame.width) / all.length, y: 20 }));
    return;
  }
  const stand = (ids: string[], x: number): void =>
    ids.forEach((id, n) => places.set(id, { id, x, y: ((n + 0.5) * frame.height) / ids.length - 14 }));
  stand(left, frame.side / 2);
  stand(right, frame.width - frame.side / 2);
}

export interface Around {
  id: string;
  /** Left of the household stand those whose work it is, right those near to it, below who lives there. */
  where: "left" | "right" | "below";
}

const LINE = 46;

/** One household in the middle, everybody else in a column to the left or to the right with a line of his own; on a
 * narrow picture all in one column. */
export function layAround(center: string, around: Around[], width: number): Layout {
  const places = new Map<string, Place>();
  const of = (where: Around["where"]): string[] =>
    around.filter((one) => one.where === where).map((one) => one.id);
  const [left, right, below] = [of("left"), of("right"), of("below")];
  if (width < 640) {
    const all = [...left, ...right, ...below];
    const height = Math.max(all.length, 2) * LINE + LINE;
    places.set(center, { id: center, x: 46, y: height / 2 });
    all.forEach((id, n) => places.set(id, { id, x: 150, y: (n + 1) * LINE }));
    return { places, captions: [], width, height, size: 22, narrow: true };
  }
  const lines = Math.max(left.length, right.length, 2);
  const height = lines * LINE + LINE + (below.length ? LINE * 2.4 : 0);
  const middle = (lines * LINE + LINE) / 2;
  places.set(center, { id: center, x: width / 2, y: middle });
  const column = (ids: string[], x: number): void => {
    const first = middle - ((ids.length - 1) * LINE) / 2;
    ids.forEach((id, n) => places.set(id, { id, x, y: first + n * LINE }));
  };
  column(left, width * 0.26);
  column(right, width * 0.74);
  below.forEach((id, n) =>
    places.set(id, {
      id,
      x: width / 2 + (n - (below.length - 1) / 2) * Math.min(130, (width * 0.8) / below.length),
      y: height - LINE * 1.3,
    }),
  );
  return { places, captions: [], width, height, size: 22 };
}
