// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { addressOf, carry, csrfToken, get, post, whenRevoked } from "./client";
import type { ApiError } from "./errors";

const answer = (status: number, body: unknown, type = "application/json"): Response =>
  new Response(JSON.stringify(body), { status, headers: { "content-type": type } });

const caught = (promise: Promise<unknown>): Promise<ApiError> =>
  promise.then(
    () => Promise.reject(new Error("nothing was thrown")),
    (failure: unknown) => failure as ApiError,
  );

describe("addressOf", () => {
  it("fills slots, repeats lists, leaves out what is empty", () => {
    const address = addressOf(
      "/api/matters/{matter_id}",
      { matter_id: "a/b" },
      { q: "", state: ["x", "y"], most: 20 },
    );
    expect(address).toBe("/api/matters/a%2Fb?state=x&state=y&most=20");
  });
});

describe("the client", () => {
  const sent = vi.fn<typeof fetch>();

  beforeEach(() => {
    vi.stubGlobal("fetch", sent);
    document.cookie = "csrftoken=token-of-the-session";
  });

  afterEach(() => {
    vi.unstubAllGlobals();
    sent.mockReset();
  });

  it("sends a POST with the CSRF token and a command id", async () => {
    sent.mockResolvedValue(answer(201, { id: "1" }));
    await post("/api/feedback", { words: "好用", page: "/", face: "desk" }, { id: "the-id" });
    const init = sent.mock.calls[0]?.[1];
    expect(Object.fromEntries(new Headers(init?.headers))).toMatchObject({
      "idempotency-key": "the-id",
      "x-csrftoken": "token-of-the-session",
    });
    expect(csrfToken()).toBe("token-of-the-session");
  });

  it("says with each request of the field which phone it comes from, and is told where that was ended", async () => {
    const told = vi.fn<() => void>();
    vi.stubGlobal("location", { pathname: "/field/find" });
    carry(() => ({ "x-linli-device": "p.d.w" }));
    whenRevoked(told);
    const problem = { type: "sync/device-revoked", status: 403, title: "已停用", title_en: "Ended" };
    sent.mockResolvedValue(answer(403, problem, "application/problem+json"));
    await caught(get("/api/workbench"));
    expect(new Headers(sent.mock.calls[0]?.[1]?.headers).get("x-linli-device")).toBe("p.d.w");
    expect(told).toHaveBeenCalledOnce();
    vi.stubGlobal("location", { pathname: "/desk/" });
    await caught(get("/api/workbench"));
    expect(new Headers(sent.mock.calls[1]?.[1]?.headers).has("x-linli-device")).toBe(false);
    carry(() => ({}));
    whenRevoked(() => undefined);
  });

  it("hands on what the server refused, in both languages", async () => {
    const problem = {
      type: "matter/no-reason",
      status: 422,
      title: "请写明原因",
      title_en: "Please give a reason",
    };
    sent.mockResolvedValue(
      answer(422, { ...problem, errors: [{ field: "reason", ...problem }] }, "application/problem+json"),
    );
    const error = await caught(get("/api/workbench"));
    expect(error.status).toBe(422);
    expect(error.title).toBe("请写明原因");
    expect(error.titleEn).toBe("Please give a reason");
    expect(error.errors[0]?.field).toBe("reason");
    expect(error.mayBeSentAgain).toBe(false);
  });

  it("says in words that the network is away", async () => {
    sent.mockRejectedValue(new TypeError("Failed to fetch"));
    const error = await caught(get("/api/workbench"));
    expect(error.type).toBe("network/unreachable");
    expect(error.title).toContain("网络不通");
    expect(error.mayBeSentAgain).toBe(true);
  });

  it("has words for a page that is no answer of ours", async () => {
    sent.mockResolvedValue(
      new Response("<h1>Bad gateway</h1>", { status: 502, headers: { "content-type": "text/html" } }),
    );
    expect((await caught(get("/api/workbench"))).title).toContain("服务正在重启");
  });

  it.each([
    ["account/second-factor-needed", "/accounts/second-factor/", "/accounts/second-factor/"],
    ["account/password-change-needed", "/accounts/password/change/", "/accounts/password/change/"],
    ["account/second-factor-needed", "//evil.example/", ""],
    ["account/second-factor-needed", "https://evil.example/", ""],
    ["actor/not-allowed", "/accounts/second-factor/", ""],
  ])("leads to where what is owed first is settled: %s %s", async (type, next, led) => {
    const assign = vi.fn();
    vi.stubGlobal("location", { pathname: "/desk/", search: "", assign });
    const problem = { type, status: 403, title: "请先设置", title_en: "Set it up first", next };
    sent.mockResolvedValue(answer(403, problem, "application/problem+json"));
    expect((await caught(get("/api/workbench"))).status).toBe(403);
    expect(assign.mock.calls).toEqual(led ? [[led]] : []);
  });

  it("takes whoever is not signed in to the sign-in page and back", async () => {
    const assign = vi.fn();
    vi.stubGlobal("location", { pathname: "/desk/matters", search: "?q=路灯", assign });
    const problem = { type: "actor/signed-out", status: 401, title: "请先登录", title_en: "Please sign in" };
    sent.mockResolvedValue(answer(401, problem, "application/problem+json"));
    expect((await caught(get("/api/workbench"))).status).toBe(401);
    expect(assign).toHaveBeenCalledWith(
      `/accounts/login/?next=${encodeURIComponent("/desk/matters?q=路灯")}`,
    );
  });
});
