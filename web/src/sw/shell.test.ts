import { describe, expect, it } from "vitest";

import { hashOf, keptFor, oldOf, PAGE } from "./shell";

const shell = { build: "b2", page: "", files: ["/static/web/assets/a.js", "/static/web/icon.svg"] };
const HERE = "https://linli.example";

const asked = (path: string, mode = "cors", method = "GET", origin = HERE): string | null =>
  keptFor({ method, mode, url: origin + path }, shell, HERE);

describe("what comes from the phone", () => {
  it.each([
    ["a page of the field", asked("/field/outbox?x=1", "navigate"), PAGE],
    ["a script of the build", asked("/static/web/assets/a.js"), "/static/web/assets/a.js"],
    ["the server's word", asked("/api/me"), null],
    ["a photo", asked("/api/files/1/thumb", "no-cors"), null],
    ["the desk", asked("/desk/", "navigate"), null],
    ["signing in", asked("/accounts/login/?next=/field/", "navigate"), null],
    ["a write", asked("/field/", "navigate", "POST"), null],
    ["another house", asked("/field/", "navigate", "GET", "https://other.example"), null],
  ])("%s", (_, kept, wanted) => {
    expect(kept).toBe(wanted);
  });

  it("keeps the build before this one, and no other", () => {
    const names = ["linli-shell-b0", "other", "linli-shell-b1", "linli-shell-b2"];
    expect(oldOf(names, shell)).toEqual(["linli-shell-b0"]);
  });

  it("knows a page by its hash", async () => {
    const empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    expect(await hashOf(new ArrayBuffer(0))).toBe(empty);
  });
});
