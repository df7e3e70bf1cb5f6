// What of the register is on this phone: sealed piece by piece, renewed by what has changed, opened into memory while
// somebody works with it.
import { post } from "@/api/client";

import type { Seal } from "./sealing";
import type { Sealed, Store } from "./store";

export interface KeptMember {
  id: string;
  name: string;
  /** How the name is read, ahead of the name itself: zhang san 张三. */
  sort: string;
  sex: string;
  age: number | null;
  relation: string;
  presence: string;
  labels: string[];
  phone: string;
  version: number;
}

export interface KeptHousehold {
  id: string;
  kind: string;
  tenant: boolean;
  size: number;
  checked_at: string | null;
  version: number;
  labels: string[];
  members: KeptMember[];
}

export interface KeptDwelling {
  id: string;
  area: string;
  room: string;
  code: string;
  entrance: string;
  use: string;
  version: number;
  households: KeptHousehold[];
}

export interface KeptBuilding {
  id: string;
  area: string;
  name: string;
  number: string;
  estate: string;
  sort: string;
  dwellings: KeptDwelling[];
}

export interface KeptFirm {
  id: string;
  area: string;
  name: string;
  sort: string;
  trade: string;
  premises: string;
  building: string | null;
  contacts: { name: string; duty: string; phone: string }[];
}

export interface KeptLabel {
  code: string;
  name: string;
  name_en: string;
}

/** A patrol route of one's own: its points in the order they are walked, and which rounds are asked for from when on. */
export interface KeptPatrol {
  id: string;
  area: string;
  name: string;
  note: string;
  points: {
    id: string;
    kind: string;
    name: string;
    note: string;
    lies_in: string;
    organisation: string | null;
  }[];
  schedules: {
    from_on: string;
    days: string;
    slots: { number: number; name: string; begins: string; until: string }[];
  }[];
}

/** A category that can be chosen; `words` are its keywords as texts are matched, those against it with `-` before them. */
export interface KeptCategory {
  code: string;
  parent: string;
  name: string;
  name_en: string;
  words: string[];
}

export interface Kept {
  buildings: KeptBuilding[];
  firms: KeptFirm[];
  labels: KeptLabel[];
  categories: KeptCategory[];
  patrols: KeptPatrol[];
  /** The working days of the weeks ahead. */
  working: string[];
}

/** How the pack stands: which areas, how many households, when it was last compared with the server. */
export interface PackState {
  areas: { code: string; name: string }[];
  households: number;
  at: number;
  chosen: string[];
}

const STATE = "pack";

export class Pack {
  private opened: Promise<Kept> | null = null;

  constructor(
    private readonly store: Store,
    private readonly seal: Seal,
  ) {}

  async state(): Promise<PackState | null> {
    const sealed = await this.store.readMeta<Sealed>(STATE);
    return sealed ? this.seal.open<PackState>(sealed).catch(() => null) : null;
  }

  /** Ask the server what has changed and keep that; throws where it refuses or is not reached. */
  async renew(chosen?: string[]): Promise<PackState> {
    const areas = chosen ?? (await this.state())?.chosen ?? [];
    const rows = await this.store.pack.toArray();
    const known = Object.fromEntries(rows.map((row) => [row.id, row.stamp]));
    const answer = await post("/api/sync/pack", { areas, known });
    const fresh = await Promise.all(
      answer.chunks.map(async ({ id, stamp, content }) => ({
        id,
        stamp,
        sealed: await this.seal.close(content),
      })),
    );
    const state = { areas: answer.areas, households: answer.households, at: Date.now(), chosen: areas };
    const sealed = await this.seal.close(state);
    const { pack, meta } = this.store;
    await this.store.transaction("rw", pack, meta, async () => {
      await pack.bulkDelete(answer.gone);
      await pack.bulkPut(fresh);
      await meta.put({ name: STATE, value: sealed });
    });
    if (fresh.length || answer.gone.length) this.opened = null;
    return state;
  }

  /** Forget all of it: one may not see it any more. */
  async clear(): Promise<void> {
    const { pack, meta } = this.store;
    await this.store.transaction("rw", pack, meta, async () => {
      await pack.clear();
      await meta.delete(STATE);
    });
    this.opened = null;
  }

  /** All that is here, opened. */
  read(): Promise<Kept> {
    this.opened ??= this.open();
    return this.opened;
  }

  private async open(): Promise<Kept> {
    const rows = await this.store.pack.toArray();
    const kept: Kept = { buildings: [], firms: [], labels: [], categories: [], patrols: [], working: [] };
    for (const row of rows) sortIn(kept, row.id, await this.seal.open(row.sealed));
    kept.buildings.sort((one, other) =>
      one.estate === other.estate ? order(one.sort, other.sort) : order(one.estate, other.estate),
    );
    return kept;
  }
}

const order = (one: string, other: string): number => (one < other ? -1 : Number(one > other));

function sortIn(kept: Kept, id: string, content: unknown): void {
  if (id.startsWith("building:")) kept.buildings.push(content as KeptBuilding);
  else if (id.startsWith("firms:"))
    kept.firms.push(...(content as { organisations: KeptFirm[] }).organisations);
  else if (id === "labels") kept.labels = content as KeptLabel[];
  else if (id === "categories") kept.categories = content as KeptCategory[];
  else if (id.startsWith("patrol:")) kept.patrols.push(content as KeptPatrol);
  else if (id === "patrol-days") kept.working = content as string[];
  else if (id.startsWith("apart:")) kept.buildings.push(apartFrom(id, content as ApartContent));
}

interface ApartContent {
  area: string;
  households: KeptHousehold[];
}

/** Households that live in no home on the register, as a building without a name. */
function apartFrom(id: string, { area, households }: ApartContent): KeptBuilding {
  const home = { id, area, room: "", code: "", entrance: "", use: "", version: 0, households };
  return { id, area, name: "", number: "", estate: "~", sort: "~", dwellings: [home] };
}
