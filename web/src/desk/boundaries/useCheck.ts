// What the server says of a boundary while one draws it; only the last answer counts.
import { ref, shallowRef } from "vue";

import { post } from "@/api/client";
import type { Checked } from "@/api/types";
import { sayFailure } from "@/ui/toasts";

import type { Boundary } from "./pasted";
import type { System } from "./systems";

const PAUSE = 250;

interface Named {
  code: string;
  name: string;
}

/** What is wrong with a boundary, in any of the three systems; nothing changes by asking. */
export function ask(drawn: Named, boundary: Boundary, system: System = "wgs84"): Promise<Checked> {
  const polygon = boundary as unknown as Record<string, unknown>;
  const body = { code: drawn.code, name: drawn.name.trim(), polygon, system };
  return post("/api/territory/check-boundary", body);
}

export function useCheck() {
  const checked = shallowRef<Checked | null>(null);
  const checking = ref(false);
  let turn = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function check(drawn: Named, boundary: Boundary): Promise<void> {
    const mine = ++turn;
    let found: Checked | null = null;
    try {
      found = await ask(drawn, boundary);
    } catch (failure) {
      if (mine === turn) sayFailure(failure);
    }
    if (mine !== turn) return;
    checked.value = found;
    checking.value = false;
  }

  /** Ask when the hand rests; until then nothing may be saved. */
  function checkSoon(drawn: Named, boundary: Boundary): void {
    clearTimeout(timer);
    checking.value = true;
    timer = setTimeout(() => void check(drawn, boundary), PAUSE);
  }

  function forgetCheck(): void {
    clearTimeout(timer);
    turn += 1;
    checked.value = null;
    checking.value = false;
  }

  return { checked, checking, checkSoon, forgetCheck };
}
