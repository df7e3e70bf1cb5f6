// Coordinates as somebody pastes them: a point a line, or GeoJSON.

export interface Boundary {
  type: "Polygon" | "MultiPolygon";
  coordinates: unknown[];
}

type Position = [number, number];
export type Pasted = { boundary: Boundary } | { wrong: "bad" | "few" | "bad_json"; line: number };

const NUMBERS = /^\s*[[(]?\s*(-?\d+(?:\.\d+)?)\s*[,，;；\s]\s*(-?\d+(?:\.\d+)?)\s*[\])]?\s*[,，;；]?\s*$/;

function closed(ring: Position[]): Pasted {
  const [first, last] = [ring[0], ring.at(-1)];
  if (!first || !last || ring.length < 3) return { wrong: "few", line: 0 };
  if (first[0] !== last[0] || first[1] !== last[1]) ring.push([...first]);
  return { boundary: { type: "Polygon", coordinates: [ring] } };
}

/** The boundary in a text. Rings of lines are closed here; what a GeoJSON says is left as it is for the server. */
export function readPasted(text: string): Pasted {
  if (text.trim().startsWith("{")) return readGeoJson(text);
  const ring: Position[] = [];
  for (const [at, line] of text.split("\n").entries()) {
    if (!line.trim()) continue;
    const found = NUMBERS.exec(line);
    if (!found) return { wrong: "bad", line: at + 1 };
    ring.push([Number(found[1]), Number(found[2])]);
  }
  return closed(ring);
}

interface Loose {
  type?: string;
  coordinates?: unknown;
  geometry?: Loose;
  features?: Loose[];
}

/** The geometry in a GeoJSON of any of the three kinds; of a collection the first one's. */
function geometryOf(found: Loose): Loose {
  if (found.type === "FeatureCollection") return geometryOf(found.features?.[0] ?? {});
  return found.type === "Feature" ? (found.geometry ?? {}) : found;
}

function readGeoJson(text: string): Pasted {
  try {
    const { type, coordinates } = geometryOf(JSON.parse(text) as Loose);
    if ((type === "Polygon" || type === "MultiPolygon") && Array.isArray(coordinates))
      return { boundary: { type, coordinates } };
  } catch {
    // told below
  }
  return { wrong: "bad_json", line: 0 };
}

/** The next free code below a community or grid, or nothing when all are taken. */
export function nextCode(parent: string, taken: Iterable<string>): string {
  const digits = parent.length === 12 ? 3 : 2;
  const used = new Set(taken);
  for (let number = 1; number < 10 ** digits; number += 1) {
    const code = parent + String(number).padStart(digits, "0");
    if (!used.has(code)) return code;
  }
  return "";
}
