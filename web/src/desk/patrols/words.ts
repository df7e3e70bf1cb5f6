// The words of patrols come with their pages.
import { giveMoreWords, type Words } from "@/ui/i18n";

import chinese from "./words/zh-Hans.json";

export const wordsReady = giveMoreWords("patrols", chinese as Words, async () => {
  const { default: english } = await import("./words/en.json");
  return english as Words;
});
