import { describe, expect, it, vi } from "vitest";

import { handOver, type Send } from "./handing";

const work = (fits: number, count = fits) => ({ count, late: 0, in_hand: 0, settled: 0, fits });

describe("handing work over", () => {
  it("goes on in batches until nothing fits, each its own command, and tells how far it is", async () => {
    const left = [work(700), work(200), work(0, 3)];
    const send = vi.fn<Send>(async () => left.shift() ?? work(0));
    const told: number[] = [];
    const after = await handOver({ post: "p1" }, "p2", "split", work(1200, 1203), (n) => told.push(n), send);
    expect(after).toEqual(work(0, 3));
    expect(told).toEqual([500, 1000, 1200]);
    expect(send.mock.calls.map(([body]) => body.seen)).toEqual([1200, 700, 200]);
    expect(new Set(send.mock.calls.map(([, id]) => id)).size).toBe(3);
    expect(send.mock.calls[0]?.[0]).toEqual({
      posts: ["p1"],
      person: null,
      to: "p2",
      reason: "split",
      seen: 1200,
    });
  });

  it("asks for all posts of a person where no post is named", async () => {
    const send = vi.fn<Send>(async () => work(0));
    await handOver({ person: "u1" }, "p2", "left", work(1), () => undefined, send);
    expect(send.mock.calls[0]?.[0]).toMatchObject({ posts: [], person: "u1" });
  });

  it("does not go round for ever where nothing moves", async () => {
    const send = vi.fn<Send>(async () => work(5));
    await handOver({ post: "p1" }, "p2", "left", work(5), () => undefined, send);
    expect(send).toHaveBeenCalledTimes(1);
  });

  it("sends nothing where there is nothing", async () => {
    const send = vi.fn<Send>();
    await handOver({ post: "p1" }, "p2", "left", work(0), () => undefined, send);
    expect(send).not.toHaveBeenCalled();
  });
});
