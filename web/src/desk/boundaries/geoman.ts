// Geoman, fetched when somebody draws. It hangs itself onto a global L, so it is given one made of what is in use here.
import "leaflet/dist/leaflet.css";
import "@geoman-io/leaflet-geoman-free/dist/leaflet-geoman.css";

import * as leaflet from "leaflet";

import { t } from "@/ui/i18n";

let fetched: Promise<unknown> | undefined;

/** Leaflet with geoman in it; maps made before have none. */
export async function withGeoman(): Promise<typeof leaflet> {
  (globalThis as Record<string, unknown>)["L"] ??= { ...leaflet };
  fetched ??= import("@geoman-io/leaflet-geoman-free");
  await fetched;
  return leaflet;
}

/** Geoman's own texts in the language spoken. */
export function speakHere(map: leaflet.Map): void {
  map.pm.setLang(
    "en",
    {
      tooltips: {
        firstVertex: t("boundaries.geoman.first"),
        continueLine: t("boundaries.geoman.next"),
        finishPoly: t("boundaries.geoman.close"),
      },
      actions: {
        finish: t("boundaries.geoman.finish"),
        cancel: t("boundaries.geoman.cancel"),
        removeLastVertex: t("boundaries.geoman.undo"),
      },
    },
    "zh",
  );
}
