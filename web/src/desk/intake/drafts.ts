// Drafts of the counter: kept on this device for whoever is signed in, until they are raised or thrown away.
import { computed, reactive, ref, watch } from "vue";

import { newId } from "@/api/ids";
import type { Draft, Raise, StoredFile } from "@/api/types";
import { forget, keep, LONGEST, readKept } from "@/ui/kept";

export interface IntakeDraft {
  id: string;
  began: number;
  words: string;
  subject: string;
  door: string;
  area: string;
  category: string;
  urgency: string;
  place: string;
  longitude: number | null;
  latitude: number | null;
  name: string;
  phone: string;
  address: string;
  secret: boolean;
  files: StoredFile[];
  speaker: string;
  said_at: string;
  external_number: string;
  external_category: string;
  external_deadline: string;
  /** What was chosen by the words, and goes again when they do; a person's own choice stays. */
  by_words?: { urgency?: true; area?: string };
}

const SHELF = "intake:drafts";

export function blankDraft(area: string, door = "counter"): IntakeDraft {
  return {
    id: newId(),
    began: Date.now(),
    words: "",
    subject: "",
    door,
    area,
    category: "",
    urgency: "",
    place: "",
    longitude: null,
    latitude: null,
    name: "",
    phone: "",
    address: "",
    secret: false,
    files: [],
    speaker: "",
    said_at: "",
    external_number: "",
    external_category: "",
    external_deadline: "",
  };
}

function reporterIn(read: Draft): Pick<IntakeDraft, "name" | "phone" | "address" | "secret"> {
  const { name = "", phone = "", address = "", secret = false } = read.reporter ?? {};
  return { name, phone, address, secret };
}

/** A draft out of what was read from pasted text. */
export function draftFrom(read: Draft, area: string, door: "chat" | "order_12345"): IntakeDraft {
  return {
    ...blankDraft(read.area || area, door),
    words: read.words,
    subject: read.subject,
    place: read.place,
    category: read.category,
    ...reporterIn(read),
    speaker: read.speaker,
    said_at: read.said_at ?? "",
    external_number: read.external_number,
    external_category: read.external_category,
    external_deadline: read.external_deadline ?? "",
  };
}

const isEmpty = (draft: IntakeDraft): boolean =>
  !draft.words.trim() &&
  !draft.place &&
  draft.longitude === null &&
  !draft.name &&
  !draft.phone &&
  !draft.address &&
  !draft.files.length;

/** What is sent: the reporter only if somebody is known. */
export function raiseOf(draft: IntakeDraft): Raise {
  const { name, phone, address, secret } = draft;
  return {
    id: draft.id,
    words: draft.words,
    subject: draft.subject,
    area: draft.area,
    category: draft.category,
    door: draft.door as Raise["door"],
    urgency: (draft.urgency || null) as Raise["urgency"],
    place: draft.place,
    longitude: draft.longitude,
    latitude: draft.latitude,
    reporter: name || phone || address ? { name, phone, address, secret } : null,
    files: draft.files.map((file) => file.id),
    external_number: draft.external_number,
    external_category: draft.external_category,
    external_deadline: draft.external_deadline || null,
  };
}

/** The shelf of drafts and the one on the table. */
export function useDrafts(area: () => string) {
  const oldest = Date.now() - LONGEST;
  const kept = readKept<IntakeDraft[]>(SHELF) ?? [];
  const shelf = reactive<IntakeDraft[]>(kept.filter((draft) => draft.began > oldest));
  if (!shelf.length) shelf.push(blankDraft(area()));
  const openId = ref(shelf.at(-1)?.id ?? "");

  watch(
    shelf,
    (all) => {
      const filled = all.filter((draft) => !isEmpty(draft));
      if (filled.length) keep(SHELF, filled);
      else forget(SHELF);
    },
    { deep: true },
  );

  const open = computed<IntakeDraft>(() => shelf.find((draft) => draft.id === openId.value) ?? addBlank());
  const waiting = computed(() => shelf.filter((draft) => draft.id !== openId.value && !isEmpty(draft)));

  function addBlank(): IntakeDraft {
    const blank = blankDraft(area());
    shelf.push(blank);
    openId.value = blank.id;
    return shelf[shelf.length - 1] ?? blank;
  }

  function drop(id: string): void {
    const at = shelf.findIndex((draft) => draft.id === id);
    if (at >= 0) shelf.splice(at, 1);
    if (openId.value === id) openId.value = waiting.value[0]?.id ?? addBlank().id;
  }

  /** Put one aside and begin another. */
  function another(): void {
    if (!isEmpty(open.value)) addBlank();
  }

  /** Begin one in a grid: what is on the table is put aside first. */
  function beginIn(grid: string): void {
    another();
    open.value.area = grid;
  }

  function add(drafts: IntakeDraft[]): void {
    if (isEmpty(open.value)) drop(openId.value);
    shelf.push(...drafts);
    openId.value = drafts[0]?.id ?? openId.value;
  }

  return { open, waiting, openId, drop, another, beginIn, add };
}
