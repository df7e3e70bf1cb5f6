import { describe, expect, it } from "vitest";

import type { Workbench, WorkbenchGroup } from "@/api/types";

import { decksFor, DECKS, listOf, shownNow } from "./decks";

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

const names = (bench: Workbench) => shownNow(DECKS, bench).map((deck) => deck.name);

describe("what is shown now", () => {
  const empty = { count: 0, more: false, rows: [], query: { owner: "waiting" } };
  const bench = () =>
    Object.fromEntries(DECKS.map((deck) => [deck.name, { ...empty }])) as unknown as Workbench;

  it("leaves out what is empty most days, and nothing else", () => {
    const shown = bench();
    expect(names(shown)).not.toContain("asking");
    expect(names(shown)).toHaveLength(6);
    shown.asking.count = 1;
    expect(names(shown)).toContain("asking");
  });

  it("leaves out what is not one's own to act on", () => {
    const shown = bench();
    shown.rated_bad.query = {};
    expect(names(shown)).not.toContain("rated_bad");
    expect(names(shown)).toHaveLength(5);
  });
});
