// Matters as dots on the map, thousands at once on one canvas. Those at the same place are one dot with their number.
import { circleMarker, type LayerGroup, layerGroup, type Map as LeafletMap } from "leaflet";

import type { MatterPoint } from "@/api/types";

const TONES: Record<string, string> = { overdue: "#C8435F", approaching: "#B86E00" };
const RANK: Record<string, number> = { overdue: 2, approaching: 1 };

export interface Spot {
  latitude: number;
  longitude: number;
  standing: string;
  matters: MatterPoint[];
}

/** Matters at the same place, to a metre, together; the worst standing counts. */
export function spotsOf(points: MatterPoint[]): Spot[] {
  const spots = new Map<string, Spot>();
  for (const point of points) {
    const key = `${point.longitude.toFixed(5)} ${point.latitude.toFixed(5)}`;
    const spot = spots.get(key);
    if (!spot) {
      const { latitude, longitude, standing } = point;
      spots.set(key, { latitude, longitude, standing, matters: [point] });
      continue;
    }
    spot.matters.push(point);
    if ((RANK[point.standing] ?? 0) > (RANK[spot.standing] ?? 0)) spot.standing = point.standing;
  }
  return [...spots.values()];
}

/** Draw them, the worst on top; a click gives the spot. */
export function drawSpots(map: LeafletMap, spots: Spot[], open: (spot: Spot) => void): LayerGroup {
  const group = layerGroup();
  for (const spot of [...spots].sort((a, b) => (RANK[a.standing] ?? 0) - (RANK[b.standing] ?? 0))) {
    const many = spot.matters.length;
    const mark = circleMarker([spot.latitude, spot.longitude], {
      radius: many > 1 ? Math.min(7 + Math.sqrt(many), 14) : 6,
      color: "#fff",
      weight: 1.5,
      fillColor: TONES[spot.standing] ?? "#24568F",
      fillOpacity: 0.95,
      bubblingMouseEvents: false,
    });
    const first = spot.matters[0];
    if (first) mark.bindTooltip(() => label(first, many), { className: "spot-name" });
    mark.on("click", () => open(spot));
    group.addLayer(mark);
  }
  return group.addTo(map);
}

/** Words of residents are text, never markup. */
function label(first: MatterPoint, many: number): HTMLElement {
  const words = document.createElement("span");
  words.textContent = many > 1 ? `${first.subject} (+${many - 1})` : first.subject;
  return words;
}
