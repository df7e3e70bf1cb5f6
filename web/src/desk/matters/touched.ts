// Matters changed on this screen, so that a list one returns to shows them as they are now.
import { shallowReactive } from "vue";

import type { Detail, Row } from "@/api/types";

const touched = shallowReactive(new Map<string, Row>());

export const touch = (matter: Detail): void => void touched.set(matter.id, matter);

/** The row as it stands now; what a search found it by stays. */
export const freshest = (row: Row): Row => {
  const now = touched.get(row.id);
  return now ? { ...now, hit: row.hit ?? null } : row;
};

export const forgetTouched = (): void => touched.clear();
