// The catalogues: both languages say the same things, and every word a screen asks for is there.
import { describe, expect, it } from "vitest";

import { byNoun, type Words } from "./ui/i18n";

const chinese = import.meta.glob<Words>("./**/words/zh-Hans.json", { eager: true, import: "default" });
const english = import.meta.glob<Words>("./**/words/en.json", { eager: true, import: "default" });
const sources = import.meta.glob<string>(["./**/*.{vue,ts}", "!./**/*.test.ts", "!./api/schema.ts"], {
  eager: true,
  query: "?raw",
  import: "default",
});

function flat(words: Words, before = ""): [string, string][] {
  return Object.entries(words).flatMap(([key, value]) =>
    typeof value === "string" ? [[before + key, value] as [string, string]] : flat(value, `${before}${key}.`),
  );
}

const slots = (text: string): string[] =>
  [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? "").sort();

const faceOf = (path: string): "desk" | "field" | "ui" =>
  path.startsWith("./desk/") ? "desk" : path.startsWith("./field/") ? "field" : "ui";

function catalogueFor(face: "desk" | "field"): Words {
  const files = Object.entries(chinese).filter(([path]) => faceOf(path) === face || faceOf(path) === "ui");
  return byNoun(Object.fromEntries(files));
}

function lookUp(words: Words, key: string): unknown {
  return key.split(".").reduce<unknown>((at, step) => (at as Words | undefined)?.[step], words);
}

describe("the catalogues", () => {
  it("say the same things in both languages", () => {
    for (const [path, words] of Object.entries(chinese)) {
      const other = english[path.replace("zh-Hans.json", "en.json")] ?? {};
      expect(
        flat(other)
          .map(([key]) => key)
          .sort(),
        path,
      ).toEqual(
        flat(words)
          .map(([key]) => key)
          .sort(),
      );
      const inEnglish = new Map(flat(other));
      for (const [key, text] of flat(words))
        expect(slots(inEnglish.get(key) ?? ""), `${path} ${key}`).toEqual(slots(text));
    }
  });

  it("write Chinese with Chinese punctuation", () => {
    for (const [path, words] of Object.entries(chinese)) {
      for (const [key, text] of flat(words))
        expect(text, `${path} ${key}`).not.toMatch(/[\u4e00-\u9fff][,;:?!]/);
    }
  });

  it.each(["desk", "field"] as const)("hold every word the %s asks for", (face) => {
    const catalogue = catalogueFor(face);
    const asked = Object.entries(sources).filter(([path]) => [face, "ui"].includes(faceOf(path)));
    for (const [path, source] of asked) {
      for (const [, key = ""] of source.matchAll(/\bt\(\s*"([\w.]+)"/g)) {
        expect(typeof lookUp(catalogue, key), `${path}: ${key}`).toBe("string");
      }
      for (const [, before = ""] of source.matchAll(/\bt\(\s*`([\w.]+)\.\$\{/g)) {
        expect(typeof lookUp(catalogue, before), `${path}: ${before}`).toBe("object");
      }
    }
  });
});
