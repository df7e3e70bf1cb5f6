// The desk's words: Chinese at once, English when asked for.
import { byNoun, giveWords, type Words } from "@/ui/i18n";

const files = import.meta.glob<Words>(
  [
    "./*/words/zh-Hans.json",
    "!./settings/words/*",
    "!./register/words/*",
    "!./visits/words/*",
    "!./patrols/words/*",
    "!./paperwork/words/*",
    "!./network/words/*",
    "../ui/words/zh-Hans.json",
    "../ui/*/words/zh-Hans.json",
  ],
  {
    eager: true,
    import: "default",
  },
);

giveWords(byNoun(files), async () => (await import("./words-en")).english);
