// Tells the service worker what the field consists of: its page, and every script, sheet and picture it can ask for.
import { createHash } from "node:crypto";
import { readdirSync } from "node:fs";

import type { Plugin, Rollup } from "vite";

type Bundle = Rollup.OutputBundle;

const FIELD = "field.html";
const hash = (content: string | Uint8Array): string => createHash("sha256").update(content).digest("hex");

/** What a chunk may ask for: scripts at once and later, sheets, pictures. */
function askedBy(one: Bundle[string]): string[] {
  if (one.type !== "chunk") return [];
  const { importedCss = [], importedAssets = [] } = one.viteMetadata ?? {};
  return [...one.imports, ...one.dynamicImports, ...importedCss, ...importedAssets];
}

/** Names of all that is reached from a page. */
function reachedFrom(page: string, bundle: Bundle): string[] {
  const start = Object.values(bundle).find(
    (one) => one.type === "chunk" && one.facadeModuleId?.endsWith(`/${page}`),
  );
  if (!start) throw new Error(`${page} is not in the build`);
  const found = new Set<string>([start.fileName]);
  for (const name of found) {
    const one = bundle[name];
    if (one) askedBy(one).forEach((other) => found.add(other));
  }
  return [...found].sort();
}

const contentOf = (one: Rollup.OutputAsset | Rollup.OutputChunk): string | Uint8Array =>
  one.type === "chunk" ? one.code : one.source;

/** The plugin: `base` is where the build is served, `pictures` a folder whose files are served there too. */
export function keptShell(base: string, pictures: string): Plugin {
  return {
    name: "linli:kept-shell",
    apply: "build",
    enforce: "post",
    generateBundle: {
      order: "post",
      handler(_, bundle) {
        const page = bundle[FIELD];
        const worker = bundle["sw.js"];
        if (page?.type !== "asset" || worker?.type !== "chunk")
          throw new Error("field.html or sw.js is missing");
        const files = [...reachedFrom(FIELD, bundle), ...readdirSync(pictures).sort()].map(
          (name) => base + name,
        );
        const whole = files.join(" ") + worker.code + String(contentOf(page));
        const shell = { build: hash(whole).slice(0, 16), page: hash(contentOf(page)), files };
        worker.code = worker.code.replaceAll("SHELL_OF_THIS_BUILD", JSON.stringify(shell));
      },
    },
  };
}
