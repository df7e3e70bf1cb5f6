// Figures of suggested categories as they are shown: shares month by month, percentages.
import type { Classifier } from "@/api/types";

export interface MonthOfChoices {
  month: string;
  matters: number;
  /** How many of them stayed under the category suggested first, 0 to 1. */
  share: number;
}

/** What people chose, a line a month, the newest first; matters without a suggestion are left out. */
export function choicesOf(choices: Classifier["choices"]): MonthOfChoices[] {
  const found = new Map<string, { all: number; kept: number }>();
  for (const one of choices) {
    if (!one.suggested) continue;
    const month = one.month.slice(0, 7);
    const sum = found.get(month) ?? { all: 0, kept: 0 };
    sum.all += one.matters;
    if (one.suggested === one.chosen) sum.kept += one.matters;
    found.set(month, sum);
  }
  return [...found]
    .map(([month, { all, kept }]) => ({ month, matters: all, share: all ? kept / all : 0 }))
    .sort((one, other) => other.month.localeCompare(one.month));
}

/** 0.914 → 91%. */
export const percent = (share: number): string => `${String(Math.round(share * 100))}%`;
