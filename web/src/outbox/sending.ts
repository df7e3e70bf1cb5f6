// One command to the server, and what its answer means for the queue. Anything that is not clearly an answer of our own
// server (a hotel's sign-in page, a proxy's error page, a redirect) counts as not having reached it.
import { csrfToken, REVOKED } from "@/api/client";
import type { Problem } from "@/api/errors";

import { askedPause } from "./waiting";

export type Outcome =
  | { kind: "arrived"; answer: unknown }
  /** Refused for good, with the reason; it can be mended or dropped. */
  | { kind: "refused"; problem: Problem }
  /** The server failed over this very command. */
  | { kind: "failed"; problem: Problem }
  /** Not reached, or asked to come later. */
  | { kind: "later"; pause: number | null }
  /** Nobody is signed in, or something is owed before anything opens. */
  | { kind: "locked"; why: "signed-out" | "owed"; next: string }
  | { kind: "revoked" };

export interface Command {
  id: string;
  path: string;
  body: unknown;
}

export interface Photo {
  id: string;
  blob: Blob;
  name: string;
  area: string;
}

/** A photo over a bad line takes its time; a line that is dead is noticed all the same. */
const PATIENCE = 120_000;
const BUSY = new Set([408, 425, 429, 502, 503, 504]);
const OWED = new Set(["account/password-change-needed", "account/second-factor-needed"]);

const isJson = (response: Response): boolean =>
  (response.headers.get("content-type") ?? "").includes("json") && !response.redirected;

async function problemIn(response: Response): Promise<Problem | null> {
  if (!isJson(response)) return null;
  const said = (await response.json().catch(() => null)) as Problem | null;
  return said?.title && said.type ? { ...said, status: response.status } : null;
}

function locked(problem: Problem): Outcome | null {
  if (problem.type === REVOKED) return { kind: "revoked" };
  // A token of the page that is no longer good is got anew by signing in.
  if (problem.status === 401 || problem.type === "request/forged")
    return { kind: "locked", why: "signed-out", next: "" };
  if (problem.status === 403 && OWED.has(problem.type))
    return { kind: "locked", why: "owed", next: String(problem["next"] ?? "") };
  return null;
}

const TOO_LARGE: Problem = {
  status: 413,
  type: "http/413",
  title: "内容太大，服务器不收",
  title_en: "Too large for the server",
};

const FAILED: Problem = {
  status: 500,
  type: "http/500",
  title: "服务器处理这条时出错了，内容还在，请稍后重试",
  title_en: "The server failed over this one; it is kept, try again later",
};

const LATER: Outcome = { kind: "later", pause: null };
/** What is said of answers without words of ours; any other such answer was not our server's. */
const WORDLESS: Record<number, Problem> = { 413: TOO_LARGE, 500: FAILED };

async function meaningOf(response: Response): Promise<Outcome> {
  if (response.ok) return answerIn(response);
  if (BUSY.has(response.status))
    return { kind: "later", pause: askedPause(response.headers.get("retry-after")) };
  const problem = (await problemIn(response)) ?? WORDLESS[response.status];
  if (!problem) return LATER;
  if (response.status >= 500) return { kind: "failed", problem };
  return locked(problem) ?? { kind: "refused", problem };
}

async function answerIn(response: Response): Promise<Outcome> {
  const answer: unknown = isJson(response) ? await response.json().catch(() => undefined) : undefined;
  return answer === undefined ? LATER : { kind: "arrived", answer };
}

/** In whose name something is sent, and what his phone proves itself by. */
export interface Sender {
  user: string;
  proof: string;
}

/** What a request says of who sends it: whoever is signed in meanwhile, nothing goes out in another's name. */
export const headersOf = ({ user, proof }: Sender): Record<string, string> => ({
  "x-linli-person": user,
  ...(proof ? { "x-linli-device": proof } : {}),
});

async function send(path: string, id: string, by: Sender, init: RequestInit): Promise<Outcome> {
  const headers = new Headers(init.headers);
  for (const [name, value] of Object.entries(headersOf(by))) headers.set(name, value);
  headers.set("accept", "application/json");
  headers.set("x-csrftoken", csrfToken());
  headers.set("idempotency-key", id);
  headers.set("x-linli-face", "field");
  const asked: RequestInit = {
    ...init,
    method: "POST",
    headers,
    credentials: "same-origin",
    redirect: "manual",
    signal: AbortSignal.timeout(PATIENCE),
  };
  try {
    return await meaningOf(await fetch(path, asked));
  } catch {
    return LATER;
  }
}

/** Send a command with its id: however often it is sent, it is done once. */
export const sendCommand = (command: Command, by: Sender): Promise<Outcome> =>
  send(command.path, command.id, by, {
    headers: { "content-type": "application/json" },
    body: JSON.stringify(command.body),
  });

/** Send a photo with its own id. */
export function sendPhoto(photo: Photo, by: Sender): Promise<Outcome> {
  const form = new FormData();
  form.append("area", photo.area);
  form.append("file", photo.blob, photo.name);
  return send("/api/files", photo.id, by, { body: form });
}
