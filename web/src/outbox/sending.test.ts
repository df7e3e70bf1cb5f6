// @vitest-environment happy-dom
import { describe, expect, it, vi } from "vitest";

import { sendCommand } from "./sending";
import { askedPause, pauseAfter } from "./waiting";

const SENDER = { user: "0190", proof: "p" };
const COMMAND = { id: "0191", path: "/api/matters", body: { words: "x" } };

const problem = (status: number, type: string, more: object = {}): Response =>
  new Response(JSON.stringify({ status, type, title: "不行", title_en: "No", ...more }), {
    status,
    headers: { "content-type": "application/problem+json" },
  });
const page = (status: number): Response =>
  new Response("<html>", { status, headers: { "content-type": "text/html" } });
const good = (): Response =>
  new Response("{}", { status: 201, headers: { "content-type": "application/json" } });

async function meaning(answer: Response | Error) {
  vi.stubGlobal("fetch", async () => {
    if (answer instanceof Error) throw answer;
    return answer;
  });
  try {
    return await sendCommand(COMMAND, SENDER);
  } finally {
    vi.unstubAllGlobals();
  }
}

describe("what an answer means", () => {
  it.each([
    ["an answer of ours", good(), "arrived"],
    ["a hotel's own page with 200", page(200), "later"],
    ["a proxy's page with 403", page(403), "later"],
    ["no connection", new TypeError("failed to fetch"), "later"],
    ["a restart", page(502), "later"],
    ["too often", problem(429, "http/429"), "later"],
    ["a rule's no", problem(422, "matter/no"), "refused"],
    ["stale", problem(409, "register/changed"), "refused"],
    ["too large, said by a proxy", page(413), "refused"],
    ["our own failure", problem(500, "server/failed"), "failed"],
    ["a failure without words", page(500), "failed"],
    ["nobody signed in", problem(401, "account/sign-in"), "locked"],
    ["another person signed in", problem(401, "account/other-person"), "locked"],
    ["a stale page", problem(403, "request/forged"), "locked"],
    ["a phone that was ended", problem(403, "sync/device-revoked"), "revoked"],
  ] as const)("%s", async (_, answer, kind) => {
    expect((await meaning(answer)).kind).toBe(kind);
  });

  it("says where what is owed is settled", async () => {
    const owed = problem(403, "account/second-factor-needed", { next: "/accounts/second-factor/" });
    expect(await meaning(owed)).toEqual({ kind: "locked", why: "owed", next: "/accounts/second-factor/" });
  });

  it("goes with its id and in its person's name", async () => {
    let sent = new Headers();
    vi.stubGlobal("fetch", async (_: string, init: RequestInit) => {
      sent = init.headers as Headers;
      return good();
    });
    await sendCommand(COMMAND, SENDER);
    vi.unstubAllGlobals();
    expect(sent.get("idempotency-key")).toBe(COMMAND.id);
    expect(sent.get("x-linli-person")).toBe(SENDER.user);
  });
});

describe("waiting", () => {
  it("grows, has a bound, and differs from phone to phone", () => {
    expect(pauseAfter(1, 0)).toBe(1000);
    expect(pauseAfter(1, 1)).toBe(2000);
    expect(pauseAfter(4, 1)).toBe(16_000);
    expect(pauseAfter(40, 1)).toBe(300_000);
  });

  it("is as long as the server asked, within the bound", () => {
    expect(askedPause("7")).toBe(7000);
    expect(askedPause(null)).toBeNull();
    expect(askedPause("later")).toBeNull();
    expect(askedPause("99999")).toBe(300_000);
    expect(askedPause("Thu, 01 Jan 2026 00:00:10 GMT", Date.parse("2026-01-01T00:00:00Z"))).toBe(10_000);
  });
});
