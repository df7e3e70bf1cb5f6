// The words of the contact network come with its pages.
import { giveMoreWords, type Words } from "@/ui/i18n";

import chinese from "./words/zh-Hans.json";

export const networkWordsReady = giveMoreWords("network", chinese as Words, async () => {
  const { default: english } = await import("./words/en.json");
  return english as Words;
});
