import { describe, expect, it } from "vitest";

import type { WorkbenchGroup } from "@/api/types";

import { DECKS, listOf } from "./decks";

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
