// The words of the register come with its pages: nobody else's first screen carries them.
import { giveMoreWords, type Words } from "@/ui/i18n";

import chinese from "./words/zh-Hans.json";

export const wordsReady = giveMoreWords("register", chinese as Words, async () => {
  const { default: english } = await import("./words/en.json");
  return english as Words;
});
