// How the field begins: with whoever is signed in; and where the server is not reached, or not soon, with whoever held
// this phone last, if it still has his key.
import { csrfToken, signInAddress, whenSignedOut } from "@/api/client";
import { unreachable } from "@/api/errors";
import type { Me } from "@/api/types";
import { lastPhone, leavingDone, openPhone, oweLeaving, owesLeaving, type Phone } from "@/outbox/phone";
import { canKeep } from "@/outbox/store";
import { t } from "@/ui/i18n";
import { meet, meetAgain, whoAmI } from "@/ui/session";

import { beginPack, forgetPack } from "../kept/usePack";
import { hold, inHand, letGo, notReached, outboxView, sayExpired, whenEnded } from "./usePhone";

/** How long one waits for the server before beginning without it. */
const PATIENCE = 3000;
const ME = "me";

const pause = (time: number): Promise<false> =>
  new Promise((resolve) => setTimeout(() => resolve(false), time));

/** Begin; throws where nobody can be told to hold the phone. */
export async function begin(): Promise<void> {
  if (!canKeep()) return meet();
  if (owesLeaving() && !(await endSession())) throw unreachable();
  const last = await lastPhone();
  const known = await last?.read<Me>(ME);
  const met = meet().then(() => true);
  if (!last || !known) {
    await met;
    return takeInHand(null);
  }
  const reached = await Promise.race([met, pause(PATIENCE)]).catch((failure: unknown) => {
    if (notReached(failure)) return false;
    throw failure;
  });
  if (reached) return takeInHand(last);
  await meetAgain(known);
  await hold(last);
  stayHere();
  met.then(
    () => settle(last),
    () => undefined,
  );
}

/** Whoever is signed in takes the phone. Another's key is destroyed; what he had not sent goes to the server, sealed. */
async function takeInHand(last: Phone | null): Promise<void> {
  const me = whoAmI.value;
  if (!me) return;
  const mine = last?.user === me.id ? last : await openPhone(me.id);
  if (last && last !== mine) await last.surrender();
  await mine.keep(ME, me);
  await hold(mine);
  stayHere();
  void standWith(mine);
}

/** Be known to the server; where it says that this phone was ended, it is given up. */
async function standWith(phone: Phone): Promise<void> {
  const over = await phone.stand(labelOf(navigator.userAgent)).catch(() => false);
  if (over) await giveUp();
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

/** This phone was ended: what lies here is made unreadable, what was not sent handed in, the session closed. */
async function giveUp(): Promise<void> {
  const gone = inHand();
  letGo();
  forgetPack();
  oweLeaving();
  await gone.surrender();
  await endSession();
  location.assign(signInAddress());
}

/** From now on a session that ends takes nobody away from what he is writing: the bar on top asks him to sign in. */
function stayHere(): void {
  whenSignedOut(sayExpired);
  whenEnded(() => void giveUp());
  void beginPack();
}

/** The server answered after all: if it is somebody else who is signed in, he begins anew. */
async function settle(last: Phone): Promise<void> {
  if (whoAmI.value?.id !== last.user) location.reload();
  else {
    await last.keep(ME, whoAmI.value);
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

export const signInAgain = (): void => location.assign(signInAddress());

/** Sign out: what lies here is made unreadable first, and the session ends as soon as the server is reached. What was not
 * sent goes to the server sealed, and is back at the next sign-in. */
export async function leave(): Promise<void> {
  const gone = inHand();
  const { waiting, refused } = outboxView.value;
  letGo();
  forgetPack();
  oweLeaving();
  await (waiting + refused ? gone.surrender() : gone.end());
  location.assign((await endSession()) ? "/" : "/field/");
}
