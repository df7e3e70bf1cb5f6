import { describe, expect, it } from "vitest";

import type { BuildingRow, Estate } from "@/api/register";

import { byEstate, byGrid } from "./buildings";
import { addressQuery, askedOf, narrowingOf } from "./narrowing";
import { isStale } from "@/ui/register/stale";
import { errorsAt, freshPerson, saidOf } from "./useMembers";

const row = (id: string, estate: string | null, area: string): BuildingRow =>
  ({ id, estate, area, area_name: area, dwellings: 2, households: 1, residents: 3 }) as BuildingRow;

describe("the lists of the register", () => {
  it("stand by estate, those of none last, an empty estate too", () => {
    const estates = [
      { id: "a", name: "甲" },
      { id: "b", name: "乙" },
    ] as Estate[];
    const groups = byEstate(estates, [row("1", "a", "g1"), row("2", null, "g2"), row("3", "a", "g1")], "无");
    expect(groups.map((one) => [one.title, one.buildings.length, one.residents])).toEqual([
      ["甲", 2, 6],
      ["乙", 0, 0],
      ["无", 1, 3],
    ]);
  });

  it("stand by grid", () => {
    const groups = byGrid([row("1", "a", "g1"), row("2", null, "g2"), row("3", "a", "g1")]);
    expect(groups.map((one) => [one.key, one.dwellings])).toEqual([
      ["g1", 4],
      ["g2", 2],
    ]);
  });

  it("keep their filters in the address and ask for ages in years", () => {
    const asked = narrowingOf({ label: "disabled", age: "80+" }, "990101001001");
    expect(askedOf(asked)).toEqual({ area: "990101001001", label: "disabled", age_from: 80 });
    expect(narrowingOf(addressQuery(asked), "elsewhere")).toEqual(asked);
    expect(askedOf(narrowingOf({ age: "0-6" }, "x"))).toEqual({ area: "x", age_from: 0, age_to: 6 });
  });

  it("mark what nobody has looked at for half a year", () => {
    const now = Date.parse("2026-11-27T00:00:00Z");
    expect(isStale(null, now)).toBe(true);
    expect(isStale("2026-05-01T00:00:00Z", now)).toBe(true);
    expect(isStale("2026-09-01T00:00:00Z", now)).toBe(false);
  });
});

describe("several people entered together", () => {
  it("say what was typed and nothing else", () => {
    const person = freshPerson("head");
    person.form["name"] = " 许云 ";
    expect(saidOf(person)).toEqual({
      id: person.id,
      name: "许云",
      relation: "head",
      sex: "unknown",
      presence: "unknown",
      id_kind: "citizen",
    });
  });

  it("are told each their own mistakes", () => {
    const errors = { "members.0.name": "甲", "members.1.id_number": "乙", since: "丙" };
    expect(errorsAt(errors, 1)).toEqual({ id_number: "乙" });
  });
});
