// Boundaries from a GeoJSON file for a draft: the server turns them into WGS-84 and says which cannot be used.
import { post } from "@/api/client";
import type { Preview, Regrouping } from "@/api/types";

import type { System } from "../boundaries/systems";
import { type Said, sayOf, type Shape } from "./useRegrouping";

export interface Taken {
  grids: Said[];
  good: number;
  faults: string[];
}

const GRID_DIGITS = 15;

/** The draft's grids with the boundaries, names and kinds a checked file has for them; an unknown code is a new grid. */
export function withFile(draft: Regrouping, { features }: Preview): Taken {
  const all = new Map(draft.grids.map((one) => [one.code, sayOf(one)]));
  let good = 0;
  for (const { code, name, kind, polygon } of features)
    if (polygon && code.length === GRID_DIGITS) {
      good += 1;
      all.set(code, { code, name, kind, into: all.get(code)?.into ?? "", polygon: polygon as Shape });
    }
  return {
    grids: [...all.values()],
    good,
    faults: features.flatMap((one) => (one.fault ? [one.fault.title] : [])),
  };
}

/** Read a file for a draft; a SyntaxError when it is no JSON. */
export async function readFile(draft: Regrouping, file: File, system: System): Promise<Taken> {
  const content = JSON.parse((await file.text()).replace(/^\uFEFF/, "")) as Record<string, unknown>;
  const body = { area: draft.community, content, system };
  return withFile(draft, await post("/api/territory/check-file", body));
}
