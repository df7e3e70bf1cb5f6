// Who is at the screen: asked for once when a face starts, and kept fresh for the unread bell.
import { computed, shallowRef } from "vue";

import { get, post } from "@/api/client";
import type { Me, SeatOfMine } from "@/api/types";

import { codeOf, type Language, languageOf, speak } from "./i18n";

const me = shallowRef<Me | null>(null);

export const whoAmI = computed(() => me.value);
export const mySeats = computed<SeatOfMine[]>(() => me.value?.posts ?? []);
export const unread = computed(() => me.value?.unread ?? 0);

/** Whether a permission is held somewhere; what may be done with one record stands in its own abilities. */
export const may = (permission: string): boolean => me.value?.permissions.includes(permission) ?? false;

/** The widest area one's posts cover. */
export const myRoot = computed(() => {
  const areas = mySeats.value.map((seat) => seat.area).filter(Boolean);
  return areas.reduce(
    (widest, area) => (area.length < widest.length ? area : widest),
    areas[0] ?? me.value?.area ?? "",
  );
});

/** Ask who is signed in, and speak his language. */
export async function meet(): Promise<void> {
  me.value = await get("/api/me");
  await speak(languageOf(me.value.language));
}

/** Begin as somebody who was asked for before: the server is not reached now. */
export async function meetAgain(known: Me): Promise<void> {
  me.value = known;
  await speak(languageOf(known.language));
}

/** Ask again for the unread count, quietly. */
export async function refreshUnread(): Promise<void> {
  me.value = await get("/api/me");
}

export async function chooseLanguage(wanted: Language): Promise<void> {
  await speak(wanted);
  me.value = await post("/api/me", { language: codeOf(wanted) });
}

export async function chooseLargeText(large: boolean): Promise<void> {
  me.value = await post("/api/me", { large_text: large });
}
