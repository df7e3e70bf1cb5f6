// All buildings of an area, in groups by estate or by grid.
import { get } from "@/api/client";
import type { BuildingRow, Estate } from "@/api/register";

const PAGE = 100;
const PAGES_MOST = 20;

export interface BuildingGroup {
  key: string;
  title: string;
  estate: Estate | null;
  buildings: BuildingRow[];
  dwellings: number;
  households: number;
  residents: number;
}

export interface Buildings {
  rows: BuildingRow[];
  /** Whether one may be added. */
  mayAdd: boolean;
}

/** Every building of an area: a community has some dozens, seldom some hundreds. */
export async function allBuildings(area: string): Promise<Buildings> {
  const found: Buildings = { rows: [], mayAdd: false };
  let after = "";
  for (let page = 0; page < PAGES_MOST; page += 1) {
    const { rows, next, abilities } = await get("/api/register/buildings", {
      query: { area, after, most: PAGE },
    });
    found.rows.push(...rows);
    found.mayAdd = abilities.includes("add");
    if (!next) return found;
    after = next;
  }
  return found;
}

const sum = (rows: BuildingRow[], of: "dwellings" | "households" | "residents"): number =>
  rows.reduce((all, row) => all + row[of], 0);

function groupOf(key: string, title: string, estate: Estate | null, rows: BuildingRow[]): BuildingGroup {
  return {
    key,
    title,
    estate,
    buildings: rows,
    dwellings: sum(rows, "dwellings"),
    households: sum(rows, "households"),
    residents: sum(rows, "residents"),
  };
}

/** By estate, those without one last; an estate that has no building yet is there too. */
export function byEstate(estates: Estate[], rows: BuildingRow[], without: string): BuildingGroup[] {
  const groups = estates.map((one) =>
    groupOf(
      one.id,
      one.name,
      one,
      rows.filter((row) => row.estate === one.id),
    ),
  );
  const known = new Set(estates.map((one) => one.id));
  const rest = rows.filter((row) => !row.estate || !known.has(row.estate));
  return rest.length ? [...groups, groupOf("", without, null, rest)] : groups;
}

/** By the grid they lie in. */
export function byGrid(rows: BuildingRow[]): BuildingGroup[] {
  const names = new Map(rows.map((row) => [row.area, row.area_name]));
  return [...names].map(([area, name]) =>
    groupOf(
      area,
      name,
      null,
      rows.filter((row) => row.area === area),
    ),
  );
}
