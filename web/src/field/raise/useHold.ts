// A finger that is on something: while it is, nothing there changes. It may be taken off anywhere on the page.
import { onScopeDispose } from "vue";

/** A click comes after the finger is up. */
const SETTLED = 120;

/** `free` is called once the finger is gone. */
export function useHold(free: () => void) {
  let held = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const listen = (how: "addEventListener" | "removeEventListener"): void => {
    for (const end of ["pointerup", "pointercancel"]) globalThis[how](end, release);
  };

  function release(): void {
    listen("removeEventListener");
    clearTimeout(timer);
    timer = setTimeout(() => {
      held = false;
      free();
    }, SETTLED);
  }

  function hold(): void {
    clearTimeout(timer);
    held = true;
    listen("addEventListener");
  }

  onScopeDispose(() => {
    clearTimeout(timer);
    listen("removeEventListener");
  });

  return { hold, isHeld: (): boolean => held };
}
