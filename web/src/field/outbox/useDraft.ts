// A form of the field that is kept sealed on the phone as it is typed, with its photos beside it.
import { nextTick, reactive, ref, watch } from "vue";

import { newId } from "@/api/ids";
import type { Shot } from "@/outbox/entries";

import { inHand } from "./usePhone";

interface KeptShot {
  name: string;
  area: string;
  data: string;
}

async function dataOf(blob: Blob): Promise<string> {
  const bytes = new Uint8Array(await blob.arrayBuffer());
  const pieces: string[] = [];
  for (let at = 0; at < bytes.length; at += 0x8000)
    pieces.push(String.fromCharCode(...bytes.subarray(at, at + 0x8000)));
  return btoa(pieces.join(""));
}

function shotFrom({ data, name, area }: KeptShot): Shot {
  const bytes = Uint8Array.from(atob(data), (one) => one.codePointAt(0) ?? 0);
  return { id: newId(), blob: new Blob([bytes], { type: "image/jpeg" }), name, area };
}

/** A form under a name; `load` brings back what was typed before, `drop` forgets it once it is in the outbox. */
export function useDraft<T extends object>(place: string, empty: () => T) {
  const form = reactive<T>(empty()) as T;
  const shots = ref<Shot[]>([]);
  const restored = ref(false);
  const { drafts } = inHand();
  const beside = `${place}:photos`;
  let quiet = true;

  async function load(): Promise<void> {
    const kept = await drafts.read<T>(place);
    const photos = await drafts.read<KeptShot[]>(beside);
    restored.value = Boolean(kept ?? photos?.length);
    await fill(kept ?? form, photos?.map(shotFrom));
  }

  /** Begin with something else than what was typed before. */
  async function fill(values: T, photos: Shot[] = []): Promise<void> {
    quiet = true;
    Object.assign(form, values);
    shots.value = photos;
    await nextTick();
    quiet = false;
  }

  async function drop(): Promise<void> {
    quiet = true;
    await Promise.all([drafts.forget(place), drafts.forget(beside)]);
  }

  async function startOver(): Promise<void> {
    await drop();
    await fill(empty());
    restored.value = false;
  }

  watch(form, () => {
    if (!quiet) void drafts.keep(place, { ...form });
  });
  watch(shots, async (taken) => {
    if (quiet) return;
    const kept = await Promise.all(
      taken.map(async ({ blob, name, area }) => ({ name, area, data: await dataOf(blob) })),
    );
    await (kept.length ? drafts.keep(beside, kept) : drafts.forget(beside));
  });

  return { form, shots, restored, load, fill, drop, startOver };
}
