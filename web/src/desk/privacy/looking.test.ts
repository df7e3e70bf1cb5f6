import { describe, expect, it } from "vitest";

import { addressOfLooks, askedIn } from "./looking";

const NOW = new Date("2026-11-27T04:00:00Z");

describe("what the list of looks is narrowed to", () => {
  it("is the last month unless said", () => {
    expect(askedIn({}, NOW)).toEqual({ by: "", about: "", since: "2026-10-28", until: "" });
    expect(addressOfLooks(askedIn({}, NOW), NOW)).toEqual({});
  });

  it("comes back from the address as it went in", () => {
    for (const since of ["", "2026-01-01", "2026-10-28"]) {
      const asked = { by: "a", about: "", since, until: "2026-11-01" };
      expect(askedIn(addressOfLooks(asked, NOW), NOW)).toEqual(asked);
    }
  });
});
