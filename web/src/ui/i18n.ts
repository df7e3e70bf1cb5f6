// Two languages, Chinese first. Each face hands over its Chinese words at once and its English ones when asked for.
import { createI18n } from "vue-i18n";

export type Language = "zh-Hans" | "en";
export type Words = { [key: string]: string | Words };
type Catalogue = Record<string, Words>;

const i18n = createI18n({
  legacy: false,
  locale: "zh-Hans" as Language,
  fallbackLocale: "zh-Hans",
  missingWarn: import.meta.env.DEV,
  fallbackWarn: false,
  messages: { "zh-Hans": {}, en: {} } as Record<Language, Words>,
});

export const i18nPlugin = i18n;

/** The word for a key; used in templates it changes with the language. */
export const t = i18n.global.t as (key: string, values?: Record<string, unknown>) => string;

export const language = (): Language => i18n.global.locale.value;

let fetchEnglish: () => Promise<Catalogue> = () => Promise.resolve({});

/** Every file `…/<noun>/words/<language>.json` stands under its noun; files of the same noun are merged. */
export function byNoun(files: Record<string, Words>): Catalogue {
  const catalogue: Catalogue = {};
  for (const [path, words] of Object.entries(files)) {
    const noun = path.split("/").at(-3) ?? "";
    catalogue[noun] = { ...catalogue[noun], ...words };
  }
  return catalogue;
}

/** Called once by each face with its words. */
export function giveWords(chinese: Catalogue, english: () => Promise<Catalogue>): void {
  i18n.global.mergeLocaleMessage("zh-Hans", chinese);
  fetchEnglish = english;
}

/** Words of pages that few open, given when the first of them is opened. */
export async function giveMoreWords(
  noun: string,
  chinese: Words,
  english: () => Promise<Words>,
): Promise<void> {
  i18n.global.mergeLocaleMessage("zh-Hans", { [noun]: chinese });
  const before = fetchEnglish;
  fetchEnglish = async () => {
    const [all, more] = await Promise.all([before(), english()]);
    return { ...all, [noun]: { ...all[noun], ...more } };
  };
  if (language() === "en") i18n.global.mergeLocaleMessage("en", { [noun]: await english() });
}

/** Speak a language from now on. */
export async function speak(wanted: Language): Promise<void> {
  if (wanted === "en") i18n.global.mergeLocaleMessage("en", await fetchEnglish());
  i18n.global.locale.value = wanted;
  document.documentElement.lang = wanted;
}

/** The server's name for a language, as ours. */
export const languageOf = (code: string): Language =>
  code.toLowerCase().startsWith("en") ? "en" : "zh-Hans";

export const codeOf = (wanted: Language): string => (wanted === "en" ? "en" : "zh-hans");

/** The name of a row of data in the language spoken. */
export function nameOf(row: { name: string; name_en?: string }): string {
  return language() === "en" && row.name_en ? row.name_en : row.name;
}
