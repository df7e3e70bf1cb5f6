import { describe, expect, it } from "vitest";

import { Command } from "./command";
import { newId } from "./ids";

describe("newId", () => {
  it("makes UUIDs of version 7", () => {
    expect(newId()).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });

  it("carries the milliseconds", () => {
    const far = Date.UTC(2090, 0, 1);
    expect(Number.parseInt(newId(far).replaceAll("-", "").slice(0, 12), 16)).toBe(far);
  });

  it("sorts in the order made, also thousands within a millisecond", () => {
    const now = Date.UTC(2091, 0, 1);
    const ids = Array.from({ length: 10_000 }, () => newId(now));
    expect([...ids].sort()).toEqual(ids);
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe("Command", () => {
  it("keeps its id while the body is the same", () => {
    const command = new Command();
    const first = command.idFor({ words: "路灯" });
    expect(command.idFor({ words: "路灯" })).toBe(first);
    expect(command.idFor({ words: "路灯不亮" })).not.toBe(first);
  });

  it("takes a new id once it has arrived", () => {
    const command = new Command();
    const first = command.idFor({});
    command.done();
    expect(command.idFor({})).not.toBe(first);
  });
});
