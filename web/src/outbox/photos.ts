// A photo made small before it is kept: as large as one needs to see a leak, without where and when it was taken, since
// drawing it anew leaves behind whatever the camera wrote into the file.
import { newId } from "@/api/ids";

import type { Shot } from "./entries";

const LONGEST_SIDE = 1600;
const QUALITY = 0.82;

/** The file is no picture this browser can draw. */
export class NoPicture extends Error {}

/** Sides of a picture made to fit; a small one stays as it is. */
export function fitted(width: number, height: number, most: number = LONGEST_SIDE): [number, number] {
  const scale = Math.min(1, most / Math.max(width, height));
  return [Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale))];
}

async function shrunk(file: Blob): Promise<Blob> {
  const picture = await createImageBitmap(file, { imageOrientation: "from-image" }).catch(() => {
    throw new NoPicture();
  });
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = fitted(picture.width, picture.height);
  canvas.getContext("2d")?.drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  const made = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/jpeg", QUALITY));
  if (!made) throw new NoPicture();
  return made;
}

/** A chosen file as a photo of an entry. */
export async function shotOf(file: Blob, name: string, area: string): Promise<Shot> {
  return { id: newId(), blob: await shrunk(file), name, area };
}
