// Short words at the edge of the screen: done, refused, not reached. Read aloud by screen readers.
import { shallowReactive } from "vue";

import { type ApiError, asApiError } from "@/api/errors";

import { language } from "./i18n";

export interface Toast {
  id: number;
  kind: "done" | "trouble";
  words: string;
  /** Said since the server was not reached: over as soon as something went through. */
  offline?: true;
}

export const toasts = shallowReactive<Toast[]>([]);
let next = 1;

export function dropToast(id: number): void {
  const at = toasts.findIndex((toast) => toast.id === id);
  if (at >= 0) toasts.splice(at, 1);
}

function show(toast: Omit<Toast, "id">, stay: number): void {
  const id = next++;
  toasts.push({ id, ...toast });
  if (toasts.length > 3) toasts.shift();
  setTimeout(() => dropToast(id), stay);
}

/** Something went through, so that what was said of the connection is over. */
export function sayDone(words: string): void {
  toasts.filter((toast) => toast.offline).forEach((toast) => dropToast(toast.id));
  show({ kind: "done", words }, 3500);
}

export const sayTrouble = (words: string): void => show({ kind: "trouble", words }, 8000);

/** A failure in the language spoken, with the fields to mend. */
export function wordsOf(thrown: unknown): string {
  const error: ApiError = asApiError(thrown);
  const english = language() === "en";
  const fields = error.errors.map((one) => (english ? one.title_en : one.title)).filter(Boolean);
  const title = english ? error.titleEn : error.title;
  const rest = fields.filter((one) => one !== title);
  return rest.length ? `${title}${english ? ": " : "："}${rest.join(english ? "; " : "；")}` : title;
}

/** Say what failed; a request that was given up is no failure. */
export function sayFailure(thrown: unknown): void {
  if (thrown instanceof DOMException && thrown.name === "AbortError") return;
  if (asApiError(thrown).status === 0) show({ kind: "trouble", words: wordsOf(thrown), offline: true }, 8000);
  else sayTrouble(wordsOf(thrown));
}
