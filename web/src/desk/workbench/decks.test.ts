import { describe, expect, it } from "vitest";

import type { WorkbenchGroup } from "@/api/types";

import { decksFor, DECKS, listOf } from "./decks";

const group = (query: WorkbenchGroup["query"]): WorkbenchGroup => ({
  count: 1,
  more: false,
  rows: [],
  query,
});

describe("a stack's list", () => {
  it("asks exactly what the server counted", () => {
    for (const deck of DECKS) {
      const list = listOf(deck, group({ owner: "others", state: ["resolved"] }));
      expect(list).toMatchObject({ owner: "others", state: ["resolved"] });
    }
  });

  it("is not there where nothing may be done with it", () => {
    for (const deck of DECKS) expect(listOf(deck, group({}))).toBeNull();
  });
});

describe("the order of the stacks", () => {
  it("puts what is to be decided first before whoever decides, and loses none", () => {
    const decks = decksFor(true);
    expect(decks[0]).toMatchObject({ name: "rated_bad", side: "left" });
    expect(decks.map((deck) => deck.name).sort()).toEqual(DECKS.map((deck) => deck.name).sort());
    expect(decksFor(false)).toEqual(DECKS);
  });
});
