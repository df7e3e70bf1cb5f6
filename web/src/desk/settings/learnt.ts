// Figures of suggested categories as they are shown: shares month by month, percentages.
import type { Classifier, ClassifierVersion, LabelledLook } from "@/api/types";
import { t } from "@/ui/i18n";
import { sayMoment } from "@/ui/time/words";

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

/** What a version learnt from. */
export function saysLearnt(one: ClassifierVersion): string {
  const figures = { at: sayMoment(one.at), n: one.texts, files: one.file_texts };
  return t(one.file_texts ? "settings.learnt.in_use_files" : "settings.learnt.in_use", figures);
}

/** Closed matters from which on a site is judged by its own, as the server counts. */
const LEAST_JUDGED = 50;

/** How good it is, and on what that was found. */
export function saysGood(one: ClassifierVersion): string {
  const figures = { right: percent(one.right), keywords: percent(one.right_keywords) };
  return one.judged_on_files
    ? t("settings.learnt.good_files", { ...figures, judged: one.judged, least: LEAST_JUDGED })
    : t("settings.learnt.good", figures);
}

/** A file's categories as they are chosen for: those without a match first, then the larger ones. */
export const toChoose = (labels: LabelledLook["labels"]): LabelledLook["labels"] =>
  [...labels].sort(
    (one, other) => Number(Boolean(one.category)) - Number(Boolean(other.category)) || other.rows - one.rows,
  );

/** How many rows will be learnt from and how many are left out. */
export function sumOf(
  labels: LabelledLook["labels"],
  choices: Record<string, string>,
): { n: number; out: number } {
  const all = labels.reduce((sum, one) => sum + one.rows, 0);
  const n = labels.reduce((sum, one) => sum + (choices[one.label] ? one.rows : 0), 0);
  return { n, out: all - n };
}
