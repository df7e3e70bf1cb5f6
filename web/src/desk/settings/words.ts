// The words of these pages come with the pages: few open them, and nobody else's first screen carries them.
import { giveMoreWords, type Words } from "@/ui/i18n";

import chinese from "./words/zh-Hans.json";

export const wordsReady = giveMoreWords("settings", chinese as Words, async () => {
  const { default: english } = await import("./words/en.json");
  return english as Words;
});
