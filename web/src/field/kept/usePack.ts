// What of the register is on this phone, as the field's screens see it.
import { computed, ref, shallowRef } from "vue";

import { type ApiError, asApiError } from "@/api/errors";
import { findIn, type KeptHit } from "@/outbox/finding";
import type { Kept, PackState } from "@/outbox/pack";
import { may } from "@/ui/session";

import { inHand, phone } from "../outbox/usePhone";

/** It is compared with the server no oftener than this. */
const FRESH = 20 * 60_000;

const state = shallowRef<PackState | null>(null);
const refusal = shallowRef<ApiError | null>(null);
const busy = ref(false);

export const packState = computed(() => state.value);
/** Why nothing is taken along, such as that grids are to be chosen first. */
export const packRefusal = computed(() => refusal.value);
export const packBusy = computed(() => busy.value);

/** Whether a refusal says that what is here is not one's own to see any more: no post, or others than before. */
export const mayNotKeep = (why: ApiError): boolean =>
  (why.status === 403 && (why.type === "actor/not-allowed" || why.type === "sync/outside-area")) ||
  why.type === "sync/choose-grids";

async function dropPack(): Promise<void> {
  state.value = null;
  await inHand().pack.clear();
}

/** Take along what has changed; with `chosen`, other grids than before. */
export async function renewPack(chosen?: string[]): Promise<void> {
  busy.value = true;
  try {
    state.value = await inHand().pack.renew(chosen);
    refusal.value = null;
  } catch (failure) {
    refusal.value = asApiError(failure);
    if (mayNotKeep(refusal.value)) await dropPack();
  } finally {
    busy.value = false;
  }
}

const renewQuietly = async (): Promise<void> => {
  const old = Date.now() - (state.value?.at ?? 0) > FRESH;
  if (phone.value && old && navigator.onLine && !busy.value) await renewPack();
};

/** Look what is here, and take along what has changed, now and whenever there is a signal again. */
export async function beginPack(): Promise<void> {
  if (!may("register:see")) return dropPack();
  state.value = await inHand().pack.state();
  globalThis.addEventListener("online", () => void renewQuietly());
  await renewQuietly();
}

export function forgetPack(): void {
  state.value = null;
  refusal.value = null;
}

/** Find in what is on the phone. */
export const findKept = async (typed: string, most?: number): Promise<KeptHit[]> =>
  findIn(await inHand().pack.read(), typed, most);

export const readKept = (): Promise<Kept> => inHand().pack.read();
