// What the service worker does with a request: the field's page and its scripts come from what is kept, everything else
// goes its way. The interface of the server is never kept: what it says is true only now.

/** What a build consists of; put in when the client is built. */
export interface Shell {
  /** A hash over everything below. */
  build: string;
  /** SHA-256 of the page, so that pages and scripts of two builds are never mixed. */
  page: string;
  files: string[];
}

export const PAGE = "/field/shell.html";
const BEFORE = "linli-shell-";

export const cacheOf = (shell: Shell): string => BEFORE + shell.build;

export interface Asked {
  method: string;
  mode: string;
  url: string;
}

/** Which kept address answers, if one does. */
export function keptFor(asked: Asked, shell: Shell, origin: string): string | null {
  const { pathname, origin: where } = new URL(asked.url);
  if (asked.method !== "GET" || where !== origin) return null;
  if (asked.mode === "navigate") return pathname.startsWith("/field/") ? PAGE : null;
  return pathname.startsWith("/static/web/") || shell.files.includes(pathname) ? pathname : null;
}

/** Caches to throw away: all builds but this one and the one before, whose pages may still be open. */
export function oldOf(names: readonly string[], shell: Shell): string[] {
  const ours = names.filter((name) => name.startsWith(BEFORE) && name !== cacheOf(shell));
  return ours.slice(0, -1);
}

export async function hashOf(bytes: ArrayBuffer): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return [...digest].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
