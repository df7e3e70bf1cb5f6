// The hot issue that what is typed would lie in. It comes by itself after a pause. What was raised falls in by itself some
// minutes later; whoever sorts hot issues may put it there at once, where it was asked for with the very words raised.
import { type Ref, shallowRef } from "vue";

import { post } from "@/api/client";
import { Command } from "@/api/command";
import { hotNear } from "@/api/matters";
import type { HotNear, Receipt } from "@/api/types";
import { useAsking } from "@/ui/useAsking";

import type { IntakeDraft } from "./drafts";

const LEAST = 6;
const PAUSE = 700;

/** What was just raised, and the issue it sounded like. */
export interface RaisedInto {
  hot: HotNear;
  matter: string;
  reference: string;
}

type Typed = Pick<IntakeDraft, "words" | "place" | "area">;
const sameWords = (one: Typed, other: Typed): boolean =>
  one.words.trim() === other.words.trim() &&
  one.place.trim() === other.place.trim() &&
  one.area === other.area;

export function useHotNear(draft: Ref<IntakeDraft>) {
  const hot = shallowRef<HotNear | null>(null);
  const raised = shallowRef<RaisedInto | null>(null);
  const command = new Command();
  /** What was typed when the issue that stands there was asked for. */
  let askedFor: Typed | null = null;
  useAsking({
    of: () => [draft.value.id, draft.value.words, draft.value.place, draft.value.area],
    pause: PAUSE,
    changed([id], before) {
      if (id !== before?.[0]) hot.value = null;
    },
    async ask(over) {
      const { words, place, area } = draft.value;
      const asked = { words, place, area };
      return { asked, found: words.trim().length < LEAST ? null : await hotNear(asked, over) };
    },
    take({ asked, found }) {
      hot.value = found;
      askedFor = asked;
    },
  });

  /** Remember which issue it sounded like, once it is raised; for those who may put it there. */
  function remember({ id, reference }: Receipt, sent: Typed): void {
    const like = askedFor && sameWords(askedFor, sent) ? hot.value : null;
    raised.value = like?.abilities.includes("put") ? { hot: like, matter: id, reference } : null;
  }

  const dismiss = (): void => {
    raised.value = null;
  };

  /** Put what was raised into the issue. */
  async function put(): Promise<void> {
    const now = raised.value;
    if (!now) return;
    const path = { issue_id: now.hot.id };
    await post(
      "/api/hotspots/{issue_id}/put",
      { matter: now.matter },
      { path, id: command.idFor(now.matter) },
    );
    raised.value = null;
  }

  return { hot, raised, remember, put, dismiss };
}
