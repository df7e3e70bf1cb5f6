// The words of visits come with their pages: the field's first screen carries those of today alone.
import { giveMoreWords, type Words } from "@/ui/i18n";

import chinese from "./words/zh-Hans.json";

export const doorWordsReady = giveMoreWords("visits", chinese as Words, async () => {
  const { default: english } = await import("./words/en.json");
  return english as Words;
});
