// The grids of a community, asked for once and remembered while the page is open.
import { get } from "@/api/client";
import type { Grid } from "@/api/types";

const asked = new Map<string, Promise<Grid[]>>();

/** A community's code out of any code at or below it. */
export const communityOf = (area: string): string => area.slice(0, 12);

export function listGrids(community: string): Promise<Grid[]> {
  let found = asked.get(community);
  if (!found) {
    found = get("/api/territory/grids", { query: { below: community, micro: true } });
    found.catch(() => asked.delete(community));
    asked.set(community, found);
  }
  return found;
}

/** Ask anew next time: after somebody drew here. */
export const forgetGrids = (): void => asked.clear();
