// What is chosen by the words while nobody has chosen: urgent where they tell of danger, the grid where they name one. It
// is shown as chosen, one tap takes it back, and it goes again when the words do.
import type { Suggestion } from "@/api/types";

import type { IntakeDraft } from "./drafts";

const COMMUNITY = 12;

/** Urgency and grid of the draft, as far as the words decide them. */
export function followWords(draft: IntakeDraft, found: Pick<Suggestion, "urgent" | "grid">): void {
  const before = draft.by_words ?? {};
  draft.by_words = { ...urgency(draft, before, found.urgent.length > 0), ...grid(draft, before, found.grid) };
}

type ByWords = NonNullable<IntakeDraft["by_words"]>;

function urgency(draft: IntakeDraft, before: ByWords, danger: boolean): ByWords {
  if (danger && !draft.urgency) {
    draft.urgency = "urgent";
    return { urgency: true };
  }
  if (!before.urgency || draft.urgency !== "urgent") return {};
  if (danger) return { urgency: true };
  draft.urgency = "";
  return {};
}

const keptOf = ({ area }: ByWords): ByWords => (area ? { area } : {});

function grid(draft: IntakeDraft, before: ByWords, named: string): ByWords {
  const community = draft.area.slice(0, COMMUNITY);
  if (draft.area !== (before.area ?? community)) return keptOf(before); // a person chose
  const area = named.startsWith(community) ? named : "";
  draft.area = area || community;
  return area ? { area } : {};
}
