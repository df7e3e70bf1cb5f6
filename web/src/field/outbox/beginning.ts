// How the field begins: with whoever is signed in; and where the server is not reached, or not soon, with whoever held
// this phone last, if it still has his key.
import { computed, shallowRef } from "vue";

import { csrfToken, signInAddress, whenRevoked, whenSignedOut } from "@/api/client";
import { ApiError, unreachable } from "@/api/errors";
import type { Me } from "@/api/types";
import { lastPhone, leavingDone, openPhone, oweLeaving, owesLeaving, type Phone } from "@/outbox/phone";
import { canKeep } from "@/outbox/store";
import { t } from "@/ui/i18n";
import { may, meet, meetAgain, whoAmI } from "@/ui/session";

import { beginPack, forgetPack } from "../kept/usePack";
import { dropPatrols } from "../patrols/along";
import { dropAlong } from "../visits/along";
import { beginCarried } from "../visits/carried";
import { hold, inHand, letGo, notReached, outboxView, sayExpired, whenTurned } from "./usePhone";

/** How long one waits for the server before beginning without it. */
const PATIENCE = 3000;
/** How often one asks whether this phone was ended, while it is in use. */
const ASK_AGAIN = 10 * 60_000;
const ME = "me";

const pause = (time: number): Promise<false> =>
  new Promise((resolve) => setTimeout(() => resolve(false), time));

/** Why nothing is opened here now, and how much lies here unsent. */
export interface Shut {
  why: "signed-out" | "too-old" | "another";
  unsent: number;
}

const closed = shallowRef<Shut | null>(null);
export const shut = computed(() => closed.value);

/** Begin; throws where nobody can be told to hold the phone. */
export async function begin(): Promise<void> {
  closed.value = null;
  if (!canKeep()) return meet();
  if (owesLeaving() && !(await endSession())) throw unreachable();
  const last = await lastPhone();
  if (last) whenSignedOut(() => void signInFor(last));
  const met = meet().then(() => true);
  const known = await last?.read<Me>(ME);
  if (last && known) return beginWith(last, known, met);
  await met;
  await takeInHand(last);
}

/** With whoever held this phone last, if it was not ended meanwhile and nobody else is signed in. */
async function beginWith(last: Phone, known: Me, met: Promise<boolean>): Promise<void> {
  const tooLong = pause(PATIENCE);
  met.catch(() => undefined);
  if (await Promise.race([last.ended(), tooLong])) return giveUp(last);
  const reached = await Promise.race([met, tooLong]).catch((failure: unknown) => {
    if (notReached(failure)) return false;
    throw failure;
  });
  await (reached ? takeInHand(last) : beginWithout(last, known, met));
}

/** The server is not reached, or not soon: whoever held this phone last works on, unless it is shut for him. */
async function beginWithout(last: Phone, known: Me, met: Promise<unknown>): Promise<void> {
  const why = await last.shutBecause();
  const after = why ? takeInHand : settle;
  if (why) {
    closed.value = { why, unsent: await last.outbox.entries.unsent() };
  } else {
    await meetAgain(known);
    await hold(last);
    stayHere(last);
  }
  met.then(
    () => after(last),
    () => undefined,
  );
}

/** Whoever is signed in takes the phone. Another's key is destroyed; what he had not sent goes to the server, sealed. Where
 * some of it cannot be sealed for the server, nobody else takes the phone before he has been asked. */
async function takeInHand(last: Phone | null): Promise<void> {
  const me = whoAmI.value;
  if (!me) return;
  if (last && last.user !== me.id) {
    const unsent = await last.unsealed();
    if (unsent) {
      closed.value = { why: "another", unsent };
      return;
    }
    await last.surrender();
  }
  const mine = last?.user === me.id ? last : await openPhone(me.id);
  await mine.keep(ME, me);
  await mine.noteOpen();
  await hold(mine);
  closed.value = null;
  stayHere(mine);
  void standWith(mine);
}

/** Throw away what somebody else has left here unsent, and begin. */
export async function takeAnyway(): Promise<void> {
  await (await lastPhone())?.surrender();
  location.reload();
}

/** Be known to the server; where it says that this phone was ended, it is given up. */
async function standWith(phone: Phone): Promise<void> {
  const over = await phone.stand(labelOf(navigator.userAgent)).catch(() => false);
  if (over) await giveUp(phone);
}

/** What one calls a phone by its kind, in a list of a few. */
const labelOf = (agent: string): string =>
  t(
    /iPhone|iPad/.test(agent)
      ? "outbox.label.apple"
      : /Android|Harmony/.test(agent)
        ? "outbox.label.android"
        : "outbox.label.other",
  );

let leaving = false;

/** This phone was ended: what lies here is made unreadable, what was not sent handed in, the session closed. */
async function giveUp(gone: Phone): Promise<void> {
  if (leaving) return;
  leaving = true;
  letGo();
  forgetPack();
  oweLeaving();
  // Where it was cut short, the key is gone all the same, and the next start finishes it.
  await gone.surrender().catch(() => undefined);
  await endSession();
  location.assign(signInAddress());
}

let asking = false;

/** The server says that nobody is signed in: that is remembered, and the phone asks by its proof alone whether it was
 * ended. Answers whether it was. */
async function signedOut(phone: Phone): Promise<boolean> {
  if (asking || leaving) return false;
  asking = true;
  try {
    await phone.noteSignedOut();
    const over = (await phone.ended()) === true;
    if (over) await giveUp(phone);
    return over;
  } catch {
    return leaving;
  } finally {
    asking = false;
  }
}

async function signInFor(last: Phone): Promise<void> {
  if (!(await signedOut(last)) && !leaving) location.assign(signInAddress());
}

/** From now on a session that ends takes nobody away from what he is writing: the bar on top asks him to sign in. */
function stayHere(phone: Phone): void {
  const ask = (): void => {
    sayExpired();
    void signedOut(phone);
  };
  whenSignedOut(ask);
  whenRevoked(() => void giveUp(phone));
  whenTurned({
    revoked: () => void giveUp(phone),
    locked: () => void signedOut(phone),
    gone: () => goneElsewhere(),
  });
  keepAsking(phone);
  if (!may("visit:record")) void dropAlong();
  if (!may("patrol:walk")) void dropPatrols();
  void beginPack();
  void beginCarried();
}

/** Another tab has given the phone up: nothing of it stays on this page. */
function goneElsewhere(): void {
  letGo();
  forgetPack();
  location.reload();
}

/** Ask now and then, when the page is looked at; one that has not reached the server for too long is shut. */
function keepAsking(phone: Phone): void {
  let asked = Date.now();
  document.addEventListener("visibilitychange", async () => {
    if (document.visibilityState !== "visible" || Date.now() - asked < ASK_AGAIN || leaving) return;
    asked = Date.now();
    const over = await phone.ended();
    if (over) await giveUp(phone);
    else if (over === null && (await phone.shutBecause()) === "too-old") location.reload();
  });
}

/** The server answered after all: if it is somebody else who is signed in, he begins anew. */
async function settle(last: Phone): Promise<void> {
  if (whoAmI.value?.id !== last.user) location.reload();
  else {
    await last.keep(ME, whoAmI.value);
    await last.noteOpen();
    await standWith(last);
  }
}

/** Whether the session is over now. */
async function endSession(): Promise<boolean> {
  const body = new URLSearchParams({ csrfmiddlewaretoken: csrfToken() });
  const asked: RequestInit = { method: "POST", body, redirect: "manual" };
  const answer = await fetch("/accounts/logout/", asked).catch(() => null);
  const over = answer !== null && (answer.ok || answer.type === "opaqueredirect");
  if (over) leavingDone();
  return over;
}

/** Sign out, so that another may sign in here. */
export async function changePerson(): Promise<void> {
  oweLeaving();
  await endSession();
  location.assign(signInAddress());
}

export const signInAgain = (): void => location.assign(signInAddress());

const NOT_SEALED = {
  status: -1,
  type: "outbox/not-sealed",
  title: "没有发出的还不能加密交给服务器，请在有信号时发完再退，或先删除",
  title_en:
    "What was not sent cannot be sealed for the server yet; send it with a signal first, or delete it",
};

/** Sign out: what lies here is made unreadable first, and the session ends as soon as the server is reached. What was not
 * sent goes to the server sealed, and is back at the next sign-in. */
export async function leave(): Promise<void> {
  const gone = inHand();
  const { waiting, refused } = outboxView.value;
  if (waiting + refused && (await gone.unsealed())) throw new ApiError(NOT_SEALED);
  leaving = true;
  letGo();
  forgetPack();
  oweLeaving();
  await (waiting + refused ? gone.surrender() : gone.end());
  location.assign((await endSession()) ? "/" : "/field/");
}
