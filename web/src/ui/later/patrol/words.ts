// What patrols are called, on both faces; it comes with the pages that show them.
import { giveMoreWords, type Words } from "@/ui/i18n";

import chinese from "./words/zh-Hans.json";

export const patrolWordsReady = giveMoreWords("patrol", chinese as Words, async () => {
  const { default: english } = await import("./words/en.json");
  return english as Words;
});
