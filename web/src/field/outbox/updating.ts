// A new version of the field is fetched beside the one in use and let in when whoever holds the phone says so.
import { ref } from "vue";

const waiting = ref<ServiceWorker | null>(null);

/** Whether a new version waits. */
export const newVersion = waiting;

function watchOver(registration: ServiceWorkerRegistration): void {
  const look = (): void => {
    // The first version of all has nobody to wait for.
    if (registration.waiting && navigator.serviceWorker.controller) waiting.value = registration.waiting;
  };
  registration.addEventListener("updatefound", () =>
    registration.installing?.addEventListener("statechange", look),
  );
  look();
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") registration.update().catch(() => undefined);
  });
}

/** Keep the field on this phone, so that it begins without a signal. */
export async function keepField(): Promise<void> {
  if (!import.meta.env.PROD || !("serviceWorker" in navigator)) return;
  const registration = await navigator.serviceWorker
    .register("/field/sw.js", { scope: "/field/", updateViaCache: "none" })
    .catch(() => null);
  if (registration) watchOver(registration);
}

/** Let the new version in; forms are kept as they are typed, and what waits in the outbox stays there. */
export function letIn(): void {
  navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), { once: true });
  waiting.value?.postMessage("take-over");
}
