import { beforeEach, describe, expect, it, vi } from "vitest";

import { ApiError } from "@/api/errors";

const pack = { renew: vi.fn<() => Promise<unknown>>(), clear: vi.fn<() => Promise<void>>() };
const kept = vi.fn<(name: string, value: unknown) => Promise<void>>();
const get = vi.fn<() => Promise<unknown>>();
const held = { pack, keep: kept, read: () => Promise.resolve({ doors: [{ id: "d" }] }) };
vi.mock("../outbox/usePhone", async () => {
  const { asApiError } = await import("@/api/errors");
  return {
    inHand: () => held,
    phone: { value: held },
    outboxView: { value: { entries: [] } },
    notReached: (failure: unknown) => asApiError(failure).mayBeSentAgain,
  };
});
vi.mock("@/api/client", () => ({ get: () => get(), post: () => Promise.reject(new Error("none")) }));
vi.mock("@/ui/session", () => ({
  may: () => true,
  mySeats: { value: [{ area: "320508017001001" }] },
}));

const { packState, renewPack } = await import("./usePack");
const { alongNow, takeAlong } = await import("../visits/along");

const refusal = (status: number, type: string): ApiError =>
  new ApiError({ status, type, title: "不行", title_en: "No" });

beforeEach(() => vi.clearAllMocks());

describe("what was taken along", () => {
  it.each([
    [403, "actor/not-allowed", true],
    [403, "sync/outside-area", true],
    [422, "sync/choose-grids", true],
    [422, "sync/too-many-households", false],
    [0, "network/unreachable", false],
  ])("%s %s takes it off the phone: %s", async (status, type, gone) => {
    pack.renew.mockResolvedValueOnce({ households: 1 });
    await renewPack();
    pack.renew.mockRejectedValueOnce(refusal(status, type));
    await renewPack();
    expect(pack.clear).toHaveBeenCalledTimes(gone ? 1 : 0);
    expect(packState.value === null).toBe(gone);
  });

  it("goes with the post as the doors do; without a signal they stay", async () => {
    get.mockRejectedValueOnce(refusal(0, "network/unreachable"));
    await takeAlong();
    expect(alongNow.value?.doors).toHaveLength(1);
    expect(kept).not.toHaveBeenCalled();
    get.mockRejectedValueOnce(refusal(403, "actor/not-allowed"));
    await expect(takeAlong()).rejects.toThrow();
    expect(alongNow.value).toBeNull();
    expect(kept).toHaveBeenCalledWith("along", null);
  });
});
