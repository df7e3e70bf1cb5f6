// The tree of categories by code, for names in the language spoken; asked for when English is spoken first, since rows
// carry the Chinese name themselves.
import { shallowRef, watch } from "vue";

import { listCategories } from "@/api/matters";
import type { Category, SuggestedCategory } from "@/api/types";

import { language, t } from "../i18n";

const known = shallowRef<ReadonlyMap<string, Category>>(new Map());

watch(
  language,
  async (spoken) => {
    if (spoken !== "en" || known.value.size) return;
    const all = await listCategories().catch(() => []);
    known.value = new Map(all.map((one) => [one.code, one]));
  },
  { immediate: true },
);

interface Named {
  category: string;
  category_name: string;
}

function englishOf(code: string): string[] {
  const here = known.value.get(code);
  const above = here?.parent ? known.value.get(here.parent) : undefined;
  return [above?.name_en, here?.name_en].filter((name): name is string => Boolean(name));
}

function partsOf(row: Named): string[] {
  const english = language() === "en" ? englishOf(row.category) : [];
  return english.length ? english : row.category_name.split(" · ");
}

/** The lower half of a category's name, for a short line: 环境卫生 · 垃圾清运 → 垃圾清运. */
export const shortCategory = (row: Named): string => partsOf(row).at(-1) ?? "";

export const wholeCategory = (row: Named): string => partsOf(row).join(" · ");

/** A category's whole name, or that of the wider one it lies in, as a Chinese `name` says it; `category` is the narrow one. */
export function calledWhole(category: string, name: string): string {
  const wide = category.split(".")[0] ?? "";
  return name && wholeCategory({ category: name.includes(" · ") ? category : wide, category_name: name });
}

/** The whole name of a suggested category, and the words that led to it. */
export function whyOf(one: SuggestedCategory): string {
  const because = one.why.length ? t("matter.because", { words: one.why.join("、") }) : "";
  return [wholeCategory(one), because].filter(Boolean).join("\n");
}
