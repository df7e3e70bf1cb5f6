// Tells the service worker what the field consists of: its page, and every script, sheet and picture it can ask for.
import { createHash } from "node:crypto";
import { readdirSync } from "node:fs";

import type { Plugin, Rollup } from "vite";

type Bundle = Rollup.OutputBundle;

const FIELD = "field.html";
const hash = (content: string | Uint8Array): string => createHash("sha256").update(content).digest("hex");

/** Names of the chunks reached from a page, with their sheets and pictures. */
function reachedFrom(page: string, bundle: Bundle): string[] {
  const chunks = Object.values(bundle).filter((one) => one.type === "chunk");
  const start = chunks.find((one) => one.facadeModuleId?.endsWith(`/${page}`));
  const found = new Set<string>();
  const open = start ? [start.fileName] : [];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    const one = bundle[name];
    if (found.has(name) || !one) continue;
    found.add(name);
    if (one.type !== "chunk") continue;
    open.push(...one.imports, ...one.dynamicImports, ...(one.viteMetadata?.importedCss ?? []));
    open.push(...(one.viteMetadata?.importedAssets ?? []));
  }
  if (!found.size) throw new Error(`${page} is not in the build`);
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
        if (page?.type !== "asset" || worker?.type !== "chunk") throw new Error("field.html or sw.js is missing");
        const files = [...reachedFrom(FIELD, bundle), ...readdirSync(pictures).sort()].map((name) => base + name);
        const whole = files.join(" ") + worker.code + String(contentOf(page));
        const shell = { build: hash(whole).slice(0, 16), page: hash(contentOf(page)), files };
        worker.code = worker.code.replaceAll("__SHELL__", JSON.stringify(shell));
      },
    },
  };
}
