// Asking while somebody types: after a pause, the last question alone, and an answer that comes too late is of no use. One
// that fails is no failure to whoever types; what was told stays, unless it is said what becomes of it.
import { onScopeDispose, watch, type WatchSource } from "vue";

export interface Asking<Typed, Told> {
  /** What is typed. */
  of: WatchSource<Typed>;
  /** Milliseconds of quiet before it is asked. */
  pause: number;
  /** With every change, before the pause; false where there is nothing to ask. */
  changed?: (now: Typed, before: Typed | undefined) => boolean | void;
  ask: (over: AbortSignal) => Promise<Told>;
  /** Takes what is told, unless a newer question dropped it. */
  take?: (told: Told) => void;
  failed?: () => void;
  /** An answer may still come while more is typed: it is dropped by the next question only. */
  patient?: boolean;
}

export function useAsking<Typed, Told>(asking: Asking<Typed, Told>): void {
  let running = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function ask(): Promise<void> {
    running.abort();
    const { signal } = (running = new AbortController());
    try {
      const told = await asking.ask(signal);
      if (!signal.aborted) asking.take?.(told);
    } catch {
      if (!signal.aborted) asking.failed?.();
    }
  }

  watch(
    asking.of,
    (now, before) => {
      clearTimeout(timer);
      if (!asking.patient) running.abort();
      if (asking.changed?.(now, before) !== false) timer = setTimeout(() => void ask(), asking.pause);
    },
    { immediate: true },
  );
  onScopeDispose(() => {
    clearTimeout(timer);
    running.abort();
  });
}
