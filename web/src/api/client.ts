// The one fetch client. Paths, queries and bodies are typed by the OpenAPI snapshot; every POST carries a command id, so
// that sending twice does once; whoever is not signed in is taken to the sign-in page and back.
import { ApiError, type Problem, unreachable, wordless } from "./errors";
import { newId } from "./ids";
import type { paths } from "./schema";

type Operation<P extends keyof paths, M extends "get" | "post"> =
  paths[P] extends Record<M, infer O> ? O : never;

type PathWith<M extends "get" | "post"> = {
  [P in keyof paths]: [Operation<P, M>] extends [never] ? never : P;
}[keyof paths];

export type GetPath = PathWith<"get">;
export type PostPath = PathWith<"post">;

type Slots<O> = O extends { parameters: { path: infer S } } ? S : Record<string, never>;
type QueryOf<O> = O extends { parameters: { query?: infer Q } } ? Q : never;
type JsonIn<R> = R extends { content: { "application/json": infer J } } ? J : never;
type BodyOf<O> = O extends { requestBody: infer B } ? JsonIn<B> : undefined;
type Good<R> = { [S in keyof R]: S extends 200 | 201 ? JsonIn<R[S]> : never }[keyof R];
type AnswerOf<O> = O extends { responses: infer R } ? Good<R> : never;

export type Answer<P extends GetPath> = AnswerOf<Operation<P, "get">>;
export type Asked<P extends GetPath> = QueryOf<Operation<P, "get">>;
export type Body<P extends PostPath> = BodyOf<Operation<P, "post">>;
export type PostAnswer<P extends PostPath> = AnswerOf<Operation<P, "post">>;

type Slot = Record<string, string | number>;

const isSaid = (value: unknown): boolean => value !== undefined && value !== null && value !== "";

/** The address with its slots filled and its query written; empty values are left out. */
export function addressOf(path: string, slots: Slot = {}, query: object = {}): string {
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(slots[name])));
  const pairs = Object.entries(query).flatMap(([name, value]) =>
    [value].flat().map((one) => [name, one] as const),
  );
  const search = new URLSearchParams();
  for (const [name, one] of pairs.filter(([, value]) => isSaid(value))) search.append(name, String(one));
  const written = search.toString();
  return written ? `${filled}?${written}` : filled;
}

/** Django's CSRF token, as its cookie has it now. */
export function csrfToken(): string {
  return /(?:^|;\s*)csrftoken=([^;]+)/.exec(document.cookie)?.[1] ?? "";
}

/** Where one signs in, to come back here. */
export function signInAddress(): string {
  return `/accounts/login/?next=${encodeURIComponent(location.pathname + location.search)}`;
}

let tellReached = (_reached: boolean): void => undefined;

/** Be told after each request whether the server was reached: a browser's own word about a signal is not worth much. */
export function whenReached(tell: (reached: boolean) => void): void {
  tellReached = tell;
}

let carried = (): Record<string, string> => ({});

/** Say with each request of the field whose it is and which phone it comes from. */
export function carry(headers: () => Record<string, string>): void {
  carried = headers;
}

let tellRevoked = (): void => undefined;

/** Be told where the server says that this phone was ended. */
export function whenRevoked(tell: () => void): void {
  tellRevoked = tell;
}

async function send(address: string, init: RequestInit): Promise<Response> {
  // What must not go to phones is left out for this page.
  const headers = new Headers(init.headers);
  if (location.pathname.startsWith("/field/")) {
    headers.set("x-linli-face", "field");
    for (const [name, value] of Object.entries(carried())) headers.set(name, value);
  }
  try {
    const response = await fetch(address, { credentials: "same-origin", ...init, headers });
    tellReached(true);
    return response;
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === "AbortError") throw cause;
    tellReached(false);
    throw unreachable();
  }
}

async function refusalIn(response: Response): Promise<ApiError> {
  const kind = response.headers.get("content-type") ?? "";
  if (!kind.includes("json")) return wordless(response.status);
  const problem = (await response.json().catch(() => null)) as Problem | null;
  return problem?.title ? new ApiError(problem) : wordless(response.status);
}

/** Where something is settled that the server wants first: a password of one's own, the second factor. */
export function settledAt(refusal: ApiError): string {
  const next = refusal.members["next"];
  const owed = refusal.status === 403 && OWED.has(refusal.type);
  return owed && typeof next === "string" && /^\/[^/\\]/.test(next) ? next : "";
}

const OWED = new Set(["account/password-change-needed", "account/second-factor-needed"]);

/** The type of the refusal that says that this phone was ended. */
export const REVOKED = "sync/device-revoked";

let askToSignIn = (): void => location.assign(signInAddress());

/** What to do where nobody is signed in any more, for a page that has something to lose by leaving at once. */
export function whenSignedOut(ask: () => void): void {
  askToSignIn = ask;
}

async function read<T>(response: Response): Promise<T> {
  if (response.status === 401) {
    askToSignIn();
    throw await refusalIn(response);
  }
  if (!response.ok) {
    const refusal = await refusalIn(response);
    if (refusal.type === REVOKED) tellRevoked();
    const first = settledAt(refusal);
    if (first) location.assign(first);
    throw refusal;
  }
  return (await response.json().catch(() => {
    throw wordless(502);
  })) as T;
}

export interface GetOptions<P extends GetPath> {
  path?: Slots<Operation<P, "get">>;
  query?: Asked<P>;
  signal?: AbortSignal;
  headers?: Record<string, string>;
}

/** Read something. */
export async function get<P extends GetPath>(path: P, options: GetOptions<P> = {}): Promise<Answer<P>> {
  const address = addressOf(
    path,
    options.path as Slot | undefined,
    (options.query as object | undefined) ?? {},
  );
  const init: RequestInit = { headers: { accept: "application/json", ...options.headers } };
  if (options.signal) init.signal = options.signal;
  return read<Answer<P>>(await send(address, init));
}

export interface PostOptions<P extends PostPath> {
  path?: Slots<Operation<P, "post">>;
  /** The command's id; keep it to send the same thing again. */
  id?: string;
  signal?: AbortSignal;
}

/** Do something once, whatever happens on the way. */
export async function post<P extends PostPath>(
  path: P,
  body: Body<P>,
  options: PostOptions<P> = {},
): Promise<PostAnswer<P>> {
  const init: RequestInit = {
    method: "POST",
    headers: {
      accept: "application/json",
      "content-type": "application/json",
      "x-csrftoken": csrfToken(),
      "idempotency-key": options.id ?? newId(),
    },
    body: JSON.stringify(body ?? {}),
  };
  if (options.signal) init.signal = options.signal;
  return read<PostAnswer<P>>(await send(addressOf(path, options.path as Slot | undefined), init));
}

export interface MadeFile {
  blob: Blob;
  name: string;
}

/** The name a file is sent with, as RFC 5987 writes it. */
export function nameIn(disposition: string): string {
  const said = /filename\*=utf-8''([^;]+)/i.exec(disposition)?.[1];
  return said ? decodeURIComponent(said) : (/filename="([^"]*)"/.exec(disposition)?.[1] ?? "");
}

/** Ask for a file to be made: a paper or a list. */
export async function make<P extends PostPath>(
  path: P,
  body: Body<P>,
  options: PostOptions<P> = {},
): Promise<MadeFile> {
  const headers = {
    "content-type": "application/json",
    "x-csrftoken": csrfToken(),
    "idempotency-key": options.id ?? newId(),
  };
  const init: RequestInit = { method: "POST", headers, body: JSON.stringify(body ?? {}) };
  const response = await send(addressOf(path, options.path as Slot | undefined), init);
  if (!response.ok) await read<never>(response);
  return { blob: await response.blob(), name: nameIn(response.headers.get("content-disposition") ?? "") };
}

/** Upload one file with what is said of it; keep the command's id to send the same thing again. */
export async function upload<T>(
  address: string,
  file: File,
  fields: Record<string, string>,
  id: string = newId(),
): Promise<T> {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  form.append("file", file, file.name);
  const headers = { accept: "application/json", "x-csrftoken": csrfToken(), "idempotency-key": id };
  return read<T>(await send(address, { method: "POST", headers, body: form }));
}
