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

export function useCheck() {
  const checked = shallowRef<Checked | null>(null);
  const checking = ref(false);
  let turn = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function check(drawn: Named, boundary: Boundary, system: System = "wgs84"): Promise<Checked | null> {
    clearTimeout(timer);
    const mine = ++turn;
    let found: Checked | null = null;
    checking.value = true;
    try {
      const { code, name } = drawn;
      const body = {
        code,
        name: name.trim(),
        polygon: boundary as unknown as Record<string, unknown>,
        system,
      };
      found = await post("/api/territory/check-boundary", body);
    } catch (failure) {
      if (mine === turn) sayFailure(failure);
    }
    if (mine !== turn) return null;
    checked.value = found;
    checking.value = false;
    return found;
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

  return { checked, checking, check, checkSoon, forgetCheck };
}
