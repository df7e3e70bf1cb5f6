// The desk's English words, in a piece of their own.
import { byNoun, type Words } from "@/ui/i18n";

export const english = byNoun(
  import.meta.glob<Words>(
    [
      "./*/words/en.json",
      "!./settings/words/*",
      "!./register/words/*",
      "!./visits/words/*",
      "!./patrols/words/*",
      "!./paperwork/words/*",
      "!./network/words/*",
      "../ui/words/en.json",
      "../ui/*/words/en.json",
    ],
    {
      eager: true,
      import: "default",
    },
  ),
);
