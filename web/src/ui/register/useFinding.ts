// What is typed into the register's box, looked for a moment after the typing stops; late answers are dropped.
import { onScopeDispose, type Ref, ref, shallowRef, watch } from "vue";

import { type FindAsked, findInRegister, type Found, type HitNoun } from "@/api/register";

import { sayFailure } from "../toasts";

const PAUSE = 220;

export interface Finding {
  words: Ref<string>;
  gone: Ref<boolean>;
  found: Ref<Found | null>;
  busy: Ref<boolean>;
  failure: Ref<unknown>;
  /** Look at once. */
  look: () => Promise<void>;
  /** The next page of one noun. */
  more: (noun: HitNoun) => Promise<void>;
}

export function useFinding({ paused = false } = {}): Finding {
  const words = ref("");
  const gone = ref(false);
  const found = shallowRef<Found | null>(null);
  const busy = ref(false);
  const failure = shallowRef<unknown>(null);
  let running = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function ask(asked: FindAsked, take: (answer: Found) => void): Promise<void> {
    running.abort();
    const mine = (running = new AbortController());
    busy.value = true;
    try {
      take(await findInRegister({ gone: gone.value, ...asked }, mine.signal));
      failure.value = null;
    } catch (caught) {
      if (!mine.signal.aborted) failure.value = caught;
    } finally {
      if (mine === running) busy.value = false;
    }
  }

  async function look(): Promise<void> {
    clearTimeout(timer);
    const q = words.value.trim();
    if (q && !paused) return ask({ q }, (answer) => (found.value = answer));
    running.abort();
    busy.value = false;
    found.value = null;
  }

  async function more(noun: HitNoun): Promise<void> {
    const before = found.value;
    const group = before?.groups.find((one) => one.noun === noun);
    if (!before || !group?.next) return;
    await ask({ q: words.value.trim(), noun, after: group.next }, (answer) => {
      const next = answer.groups[0];
      const longer = next && { ...next, rows: [...group.rows, ...next.rows] };
      found.value = { ...before, groups: before.groups.map((one) => (one === group && longer) || one) };
    });
    if (failure.value) sayFailure(failure.value);
  }

  watch([words, gone], () => {
    clearTimeout(timer);
    timer = setTimeout(look, PAUSE);
  });
  onScopeDispose(() => {
    clearTimeout(timer);
    running.abort();
  });
  return { words, gone, found, busy, failure, look, more };
}
