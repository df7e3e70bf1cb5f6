// The moment, moving on every half minute, so that a deadline left on the screen does not go stale.
import { onScopeDispose, readonly, ref } from "vue";

const now = ref(Date.now());
let watchers = 0;
let timer: ReturnType<typeof setInterval> | undefined;

export function useNow(): Readonly<typeof now> {
  watchers += 1;
  now.value = Date.now();
  timer ??= setInterval(() => (now.value = Date.now()), 30_000);
  onScopeDispose(() => {
    watchers -= 1;
    if (watchers === 0) {
      clearInterval(timer);
      timer = undefined;
    }
  });
  return readonly(now);
}
