// The field's service worker: a phone begins without a signal from what it keeps of the build. A new build is fetched
// whole beside the old one and waits until whoever holds the phone lets it in; the queue lies elsewhere and is not
// touched.
import { cacheOf, hashOf, keptFor, oldOf, PAGE, type Shell } from "./shell";

declare const self: ServiceWorkerGlobalScope;
declare const SHELL_OF_THIS_BUILD: Shell;

const shell = SHELL_OF_THIS_BUILD;

async function keepPage(cache: Cache): Promise<void> {
  const page = await fetch(PAGE, { cache: "reload", redirect: "error" });
  if (!page.ok || (await hashOf(await page.clone().arrayBuffer())) !== shell.page)
    throw new Error("the page is of another build; it is tried again at the next start");
  await cache.put(PAGE, page);
}

async function keepAll(): Promise<void> {
  const cache = await caches.open(cacheOf(shell));
  await keepPage(cache);
  await cache.addAll(shell.files);
}

async function clear(): Promise<void> {
  for (const name of oldOf(await caches.keys(), shell)) await caches.delete(name);
  await self.clients.claim();
}

async function answer(request: Request, kept: string): Promise<Response> {
  const cache = await caches.open(cacheOf(shell));
  // A page of the build before asks for its own scripts until it is closed.
  return (await cache.match(kept)) ?? (await caches.match(kept)) ?? fetch(request);
}

self.addEventListener("install", (event) => event.waitUntil(keepAll()));
self.addEventListener("activate", (event) => event.waitUntil(clear()));
self.addEventListener("fetch", (event) => {
  const kept = keptFor(event.request, shell, self.location.origin);
  if (kept) event.respondWith(answer(event.request, kept));
});
self.addEventListener("message", (event) => {
  if (event.data === "take-over") void self.skipWaiting();
});
