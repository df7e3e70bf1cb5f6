// Two pages and a service worker, one build: the desk and the field. Django serves the built pages and everything under /static/web/.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

import vue from "@vitejs/plugin-vue";
import type { Plugin } from "vite";
import { defineConfig } from "vitest/config";

import { keptShell } from "./tools/shell.ts";

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** Vant's icon font comes inside its stylesheet and from another host; the few icons used are drawn here instead. */
const ownIcons: Plugin = {
  name: "linli:own-icons",
  enforce: "pre",
  load(id) {
    return /[/\\]vant[/\\]es[/\\]icon[/\\]index\.css/.test(id)
      ? readFileSync(here("./src/field/icons.css"), "utf8")
      : null;
  },
};

const SERVED = "/static/web/";

export default defineConfig(({ command }) => ({
  base: command === "build" ? SERVED : "/",
  plugins: [vue(), ownIcons, keptShell(SERVED, here("./public"))],
  resolve: { alias: { "@": here("./src") } },
  define: {
    __VUE_OPTIONS_API__: true,
    __VUE_PROD_DEVTOOLS__: false,
    __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: false,
    __VUE_I18N_FULL_INSTALL__: false,
    __VUE_I18N_LEGACY_API__: false,
    __INTLIFY_DROP_MESSAGE_COMPILER__: false,
    __INTLIFY_PROD_DEVTOOLS__: false,
  },
  build: {
    // Chromium 109 is the last on Windows 7, still found on community desks.
    target: "chrome109",
    cssTarget: "chrome109",
    manifest: true,
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    rolldownOptions: {
      input: { desk: here("./desk.html"), field: here("./field.html"), sw: here("./src/sw/worker.ts") },
      // A service worker is known by its address, so its name carries no hash.
      output: { entryFileNames: ({ name }) => (name === "sw" ? "sw.js" : "assets/[name]-[hash].js") },
    },
  },
  server: { proxy: { "/api": "http://127.0.0.1:8000", "/accounts": "http://127.0.0.1:8000" } },
  // Most tests need no page; those that do say so in their first line, and fail at once where they do not.
  test: { environment: "node", include: ["src/**/*.test.ts"], restoreMocks: true },
}));
