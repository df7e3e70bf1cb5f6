// Contacts told at the door become commands of their own.
import { describe, expect, it } from "vitest";

import type { DoorWhole } from "@/api/visits";

import { emptyTie, tieAgain, tieFrom, tiePuts } from "./tying";

const door = { id: "home", noun: "household", place: "枇杷园3-2-501", name: "王秀英" } as DoorWhole;
const told = { ...emptyTie(), name: " 王小军 ", phone: "13912345678", kin: "child" };

describe("contacts at the door", () => {
  it("are one command each; what was left empty is none", () => {
    const puts = tiePuts(door, [told, emptyTie()], "入户走访");
    expect(puts).toHaveLength(1);
    expect(puts[0]).toMatchObject({
      path: "/api/register/ties",
      card: "tie",
      body: { household: "home", kind: "relative", kin: "child", name: "王小军", source: "入户走访" },
    });
  });

  it("keep no relation of who is no relative", () => {
    const [put] = tiePuts(door, [{ ...told, kind: "neighbour" }], "");
    expect(put?.body).not.toHaveProperty("kin");
  });

  it("are none of an organisation", () => {
    expect(tiePuts({ ...door, noun: "organisation" }, [told], "")).toEqual([]);
  });

  it("go once more as they were mended, with the same id, in the place of the refused one", () => {
    const [put] = tiePuts(door, [told], "入户走访");
    if (!put) throw new Error("nothing was put");
    const again = tieAgain(put, { ...tieFrom(put), phone: "13900000000" }, "refused");
    expect(again).toMatchObject({ instead: "refused", card: "tie" });
    expect(again.body).toMatchObject({ id: told.id, household: "home", phone: "13900000000" });
  });
});
