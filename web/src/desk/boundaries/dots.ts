// Things at a place, drawn as dots above the grids: buildings, mostly.
import type * as leaflet from "leaflet";

export interface Dot {
  id: string;
  name: string;
  longitude: number;
  latitude: number;
  tone: "plain" | "moved" | "lost";
}

const TONES = { plain: "#24568F", moved: "#B86E00", lost: "#C8435F" };
const PLAIN = { radius: 5, color: "#fff", weight: 1.5 };
const MARKED = { radius: 8, color: "#1F2933", weight: 3 };

/** A dot with its name; `open` is told its id when it is clicked. */
export function dotOf(
  kit: typeof leaflet,
  dot: Dot,
  marked: boolean,
  open: (id: string) => void,
): leaflet.CircleMarker {
  const mark = kit.circleMarker([dot.latitude, dot.longitude], {
    ...(marked ? MARKED : PLAIN),
    fillColor: TONES[dot.tone],
    fillOpacity: 1,
    pmIgnore: true,
    snapIgnore: true,
  });
  const words = document.createElement("span");
  words.textContent = dot.name;
  mark.bindTooltip(words, { direction: "top" });
  mark.on("click", () => open(dot.id));
  return mark;
}
