// Who holds this phone and how the sending goes, as the field's screens see it. A form hands over what was filled in and
// is done: it goes out when there is a signal.
import { computed, ref, shallowRef } from "vue";

import { carry, whenReached } from "@/api/client";
import { asApiError } from "@/api/errors";
import type { Entry, Put } from "@/outbox/entries";
import type { Going, View } from "@/outbox/outbox";
import type { Phone } from "@/outbox/phone";
import { headersOf } from "@/outbox/sending";

const NOTHING: View = { entries: [], going: { kind: "idle" }, waiting: 0, refused: 0 };
/** A command that arrives within so many milliseconds is told as arrived; a slower one as kept. */
const AT_ONCE = 2500;

const held = shallowRef<Phone | null>(null);
const view = shallowRef<View>(NOTHING);
const signal = ref(navigator.onLine);
const expired = ref(false);
let stop = (): void => undefined;

/** How often one looks whether the server is back, while it is not and the page is open. */
const LOOK_AGAIN = 15_000;

async function look(): Promise<void> {
  const answer = await fetch("/healthz", { cache: "no-store" }).catch(() => null);
  if (!answer?.ok) return;
  signal.value = true;
  held.value?.outbox.kick();
}

globalThis.addEventListener("online", () => void look());
globalThis.addEventListener("offline", () => (signal.value = false));
setInterval(() => {
  if (!signal.value && document.visibilityState === "visible") void look();
}, LOOK_AGAIN);
whenReached((reached) => (signal.value = reached));
carry(() => (held.value ? headersOf(held.value.outbox.sender) : {}));

/** This phone, once it is in somebody's hands; none where the browser keeps nothing (an address without https). */
export const phone = computed(() => held.value);
export const outboxView = computed(() => view.value);
/** Whether the server was reached the last time it was asked for anything. */
export const hasSignal = computed(() => signal.value && view.value.going.kind !== "waiting");
/** Whether the session is over, so that nothing goes out before one signs in again. */
export const sessionOver = computed(() => expired.value || view.value.going.kind === "locked");

type Turn = "revoked" | "locked" | "gone";
let turns: Partial<Record<Going["kind"], () => void>> = {};

/** What to do when the sending finds that this phone was ended, that nobody is signed in, or that another tab gave the
 * phone up. */
export function whenTurned(acts: Record<Turn, () => void>): void {
  turns = acts;
}

export const sayExpired = (): void => {
  expired.value = true;
};

/** Take the phone in hand and begin sending. */
export async function hold(taken: Phone): Promise<void> {
  stop();
  held.value = taken;
  await taken.prepare();
  let before: Going["kind"] = "idle";
  stop = taken.outbox.subscribe((now) => {
    view.value = now;
    if (now.going.kind === "idle") expired.value = false;
    // What was sent was sent through a line, whatever the browser thinks of it.
    if (before === "sending" && now.going.kind === "idle") signal.value = true;
    const turned = now.going.kind !== before;
    before = now.going.kind;
    if (turned) turns[before]?.();
  });
  await taken.outbox.start();
}

export function letGo(): void {
  stop();
  held.value = null;
  view.value = NOTHING;
}

/** The phone in hand; screens that need it are shown only where there is one. */
export function inHand(): Phone {
  if (!held.value) throw new Error("no phone is in hand");
  return held.value;
}

/** Put a command into the outbox, and how it stands a moment later: arrived, refused, or waiting on the phone. `kept` is
 * called once it is on the disk: the form's draft is not needed any more. */
export async function putAndSee(put: Put, kept: () => Promise<void>): Promise<Entry | null> {
  const { outbox } = inHand();
  const id = await outbox.put(put);
  await kept();
  return outbox.settled(id, signal.value ? AT_ONCE : 0);
}

/** Whether a failure means that the server was not reached. */
export const notReached = (failure: unknown): boolean => asApiError(failure).mayBeSentAgain;
