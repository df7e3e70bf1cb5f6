// One thing loaded for a page: its value, whether it is on its way, and what went wrong.
import { type Ref, ref, shallowRef } from "vue";

export interface Loaded<T> {
  value: Ref<T | null>;
  busy: Ref<boolean>;
  failure: Ref<unknown>;
  load: () => Promise<void>;
}

export function useLoaded<T>(ask: () => Promise<T>): Loaded<T> {
  const value = shallowRef<T | null>(null) as Ref<T | null>;
  const busy = ref(true);
  const failure = shallowRef<unknown>(null);
  let turn = 0;

  async function load(): Promise<void> {
    const mine = ++turn;
    busy.value = true;
    try {
      const found = await ask();
      if (mine !== turn) return;
      value.value = found;
      failure.value = null;
    } catch (caught) {
      if (mine === turn) failure.value = caught;
    } finally {
      if (mine === turn) busy.value = false;
    }
  }

  return { value, busy, failure, load };
}
