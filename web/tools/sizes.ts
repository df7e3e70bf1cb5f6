// Bytes over the wire for the first screen of each face, gzip; the build fails above the bar. Prints one JSON line.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

interface Chunk {
  file: string;
  css?: string[];
  imports?: string[];
}

const FIRST_SCREENS: Record<string, { pages: string[]; bar: number }> = {
  desk: { pages: ["desk.html", "src/desk/matters/MatterListPage.vue"], bar: 260 },
  field: {
    pages: [
      "field.html",
      "src/field/visits/TodayPage.vue",
      "src/field/visits/words.ts",
      "src/ui/later/visit/words.ts",
      "src/ui/later/register/words.ts",
    ],
    bar: 240,
  },
};

const dist = new URL("../dist/", import.meta.url).pathname;
const manifest = JSON.parse(readFileSync(join(dist, ".vite/manifest.json"), "utf8")) as Record<string, Chunk>;

function filesOf(page: string, seen: Set<string>, files: Set<string>): void {
  const chunk = manifest[page];
  if (seen.has(page) || !chunk) return;
  seen.add(page);
  files.add(chunk.file);
  for (const sheet of chunk.css ?? []) files.add(sheet);
  for (const other of chunk.imports ?? []) filesOf(other, seen, files);
}

const weigh = (file: string): number =>
  existsSync(join(dist, file)) ? gzipSync(readFileSync(join(dist, file)), { level: 6 }).length / 1024 : 0;

const parts: Record<string, { kb: number; bar: number; holds: boolean }> = {};
for (const [face, { pages, bar }] of Object.entries(FIRST_SCREENS)) {
  const files = new Set<string>();
  const seen = new Set<string>();
  for (const page of pages) {
    if (!manifest[page]) throw new Error(`${page} is not in the build; mend tools/sizes.ts`);
    filesOf(page, seen, files);
  }
  files.add(`${face}.html`);
  const kb = Math.round([...files].reduce((sum, file) => sum + weigh(file), 0) * 10) / 10;
  parts[face] = { kb, bar, holds: kb <= bar };
}
console.log(JSON.stringify({ name: "web", unit: "KB gzip", parts }));
process.exit(Object.values(parts).every((part) => part.holds) ? 0 : 1);
