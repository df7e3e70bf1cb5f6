// Names shortened where a line is short; the whole name stands on the matter's own page.
import type { SuggestedCategory } from "@/api/types";

import { t } from "../i18n";

/** The lower half of a category's name: 环境卫生 · 垃圾清运 → 垃圾清运. */
export const shortCategory = (name: string): string => name.split(" · ").at(-1) ?? name;

/** The whole name of a suggested category, and the words that led to it. */
export function whyOf(one: SuggestedCategory): string {
  const because = one.why.length ? t("matter.because", { words: one.why.join("、") }) : "";
  return [one.category_name, because].filter(Boolean).join("\n");
}

const bare = (text: string): string => text.replace(/[\s。.!！?？;；]+$/u, "");

/** Whether the words say more than the subject that was drawn from them. */
export const saysMore = (words: string, subject: string): boolean => bare(words) !== bare(subject);
