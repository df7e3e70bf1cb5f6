import { describe, expect, it } from "vitest";

import type { SeatOfMine } from "@/api/types";

import { areasOf, areCalm, emptyNote, noteFrom, pressedOf, putOf, tapped } from "./raising";

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
    const lamp = { surest: "facility.lamp", calm: false };
    expect(putOf({ ...note, category: "env.garbage" }, [], lamp).body).toMatchObject({
      category: "env.garbage",
    });
    expect(putOf(note, [], lamp).body).toMatchObject({ category: "facility.lamp" });
    expect(putOf({ ...note, none: true }, [], lamp).body).not.toHaveProperty("category");
    expect(putOf(note, []).body).not.toHaveProperty("category");
  });

  it.each([
    ["", false, "a", "a", "", true],
    ["", false, "a", "b", "b", false],
    ["b", false, "a", "b", "", true],
    ["", true, "a", "a", "a", false],
    ["b", false, "a", "a", "a", false],
    ["b", false, "a", "", "", true],
  ])("with %j chosen (none: %j) and %j preselected, a tap on %j", (category, none, surest, on, then, off) => {
    const now = tapped({ ...note, category, none }, on, surest);
    expect(now).toEqual({ category: then, none: off });
    expect(pressedOf(now, surest)).toBe(then);
  });

  it("is mended with what a person tapped, not with what was preselected", () => {
    const shown = { surest: "facility.lamp", calm: false };
    const machine = putOf(note, [], shown);
    expect(noteFrom(machine.body, "e1", machine.tapped).category).toBe("");
    const own = putOf({ ...note, category: "env.garbage" }, [], shown);
    expect(noteFrom(own.body, "e1", own.tapped).category).toBe("env.garbage");
    expect(own.body).not.toHaveProperty("tapped");
  });

  it.each([
    [[], [], false],
    [["煤气味"], ["煤气味"], true],
    [["煤气味", "起火"], ["起火", "煤气味"], true],
    [["煤气味"], ["电梯困人"], false],
    [["煤气味"], ["煤气味", "电梯困人"], false],
    [["煤气味"], [], false],
  ])("called calm %j, naming %j: %j", (calmed, named, calm) => {
    expect(areCalm(calmed, named)).toBe(calm);
  });

  it("is as urgent as was said, and says nothing where the words decide", () => {
    const calm = { ...note, urgent: false, calmed: ["煤气味"] };
    const put = putOf(calm, [], { surest: "", calm: true });
    expect(put.body).toMatchObject({ urgency: "ordinary" });
    expect(putOf(calm, []).body).not.toHaveProperty("urgency");
    expect(putOf({ ...calm, urgent: true }, []).body).toMatchObject({ urgency: "urgent" });
    expect(noteFrom(put.body, "", put.tapped)).toMatchObject({ urgent: false, calmed: ["煤气味"] });
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
