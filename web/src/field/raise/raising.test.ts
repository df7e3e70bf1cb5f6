import { describe, expect, it } from "vitest";

import type { SeatOfMine } from "@/api/types";

import { areasOf, emptyNote, noteFrom, putOf } from "./raising";

const seat = (area: string): SeatOfMine => ({ area, area_name: area }) as SeatOfMine;

describe("a matter written down", () => {
  const shot = { id: "p1", blob: new Blob(), name: "照片1.jpg", area: "" };
  const note = {
    ...emptyNote("320508017003"),
    words: " 楼道灯不亮 ",
    place: "3幢2单元",
    urgent: true,
    phone: "1",
  };

  it("is sent with its photos named, its place and who said it", () => {
    const put = putOf(note, [shot]);
    expect(put.body).toMatchObject({
      words: "楼道灯不亮",
      files: ["blob:p1"],
      urgency: "urgent",
      reporter: { phone: "1" },
    });
    expect(put.title).toBe("3幢2单元 · 楼道灯不亮");
    expect(put.photos?.[0]?.area).toBe("320508017003");
    expect(put.instead).toBeUndefined();
  });

  it("goes with the category somebody tapped, else with the one that stood preselected, else with none", () => {
    expect(putOf({ ...note, category: "env.garbage" }, [], "facility.lamp").body).toMatchObject({
      category: "env.garbage",
    });
    expect(putOf(note, [], "facility.lamp").body).toMatchObject({ category: "facility.lamp" });
    expect(putOf(note, []).body).not.toHaveProperty("category");
  });

  it("is as urgent as was said, and says nothing where the words decide", () => {
    const calm = { ...note, urgent: false, calm: true };
    expect(putOf(calm, []).body).toMatchObject({ urgency: "ordinary" });
    expect(putOf({ ...calm, calm: false }, []).body).not.toHaveProperty("urgency");
    expect(noteFrom(putOf(calm, []).body, "")).toMatchObject({ urgent: false, calm: true });
  });

  it("comes back into the form as it was", () => {
    const again = noteFrom(putOf(note, []).body, "e1");
    expect(again).toEqual({ ...note, words: "楼道灯不亮", instead: "e1" });
    expect(putOf(again, []).instead).toBe("e1");
  });

  it("lies in one of the areas of one's posts, no wider than a community", () => {
    const seats = ["320508017", "320508017001", "320508017001003", "320508017001003"].map(seat);
    expect(areasOf(seats).map((one) => one.code)).toEqual(["320508017001", "320508017001003"]);
  });
});
