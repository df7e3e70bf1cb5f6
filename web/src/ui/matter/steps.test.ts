import { describe, expect, it } from "vitest";

import type { Detail, StoredFile } from "@/api/types";

import document from "../../../openapi.json";
import { blankForm, bodyOf, isReady, KINDS, nextStep, stepsOf } from "./steps";

const matter = {
  state: "received",
  version: 7,
  category: "env.garbage",
  area: "990101001001001",
  place: "3号楼",
  urgency: "ordinary",
  undecided: false,
} as Detail;

const file: StoredFile = { id: "f1", name: "a.jpg", kind: "image/jpeg", url: "/f1", thumb: null };

describe("the steps", () => {
  it("are those of the interface, no more and no fewer", () => {
    const verbs = Object.keys(document.paths)
      .map((path) => /^\/api\/matters\/\{matter_id\}\/(\w+)$/.exec(path)?.[1])
      .filter((verb) => verb && !["timeline", "reveal", "receipt", "letter", "draft"].includes(verb));
    expect(Object.keys(KINDS).sort()).toEqual(verbs.sort());
  });

  it("come in one order whatever order the abilities have, and only those allowed", () => {
    expect(stepsOf(["decline", "note", "accept", "reveal"])).toEqual(["accept", "note", "decline"]);
  });

  it.each([
    ["dispatched", ["dispatch", "answer"], null],
    ["dispatched", ["dispatch", "take"], "take"],
    ["in_hand", ["answer", "resolve", "return"], "resolve"],
    ["rated", ["reopen", "close"], "close"],
    ["closed", ["reopen", "rate"], null],
  ] as const)("in %s with %j urge %s", (state, abilities, wanted) => {
    expect(nextStep({ state, undecided: false }, stepsOf(abilities))).toBe(wanted);
  });

  it("urge reopening while somebody has to decide", () => {
    expect(nextStep({ state: "rated", undecided: true }, ["close", "reopen"])).toBe("reopen");
  });
});

describe("what a step is told", () => {
  it("must be there before it is sent", () => {
    const form = blankForm(matter);
    expect(isReady("take", form, "in_hand")).toBe(true);
    expect(isReady("return", form, "in_hand")).toBe(false);
    expect(isReady("return", { ...form, reason: "不" }, "in_hand")).toBe(false);
    expect(isReady("return", { ...form, reason: "不归我管" }, "in_hand")).toBe(true);
    expect(isReady("resolve", { ...form, words: "修好了" }, "in_hand")).toBe(false);
    expect(isReady("resolve", { ...form, words: "修好了", outcome: "solved" }, "in_hand")).toBe(true);
    expect(isReady("dispatch", { ...form, post: "p1" }, "accepted")).toBe(true);
    expect(isReady("dispatch", { ...form, post: "p1" }, "in_hand")).toBe(false);
    expect(isReady("dispatch", { ...form, post: "p1", words: "他请假了" }, "in_hand")).toBe(true);
    expect(isReady("follow_up", { ...form, reached: false }, "in_hand")).toBe(true);
  });

  it("carries the version that was on the screen", () => {
    expect(bodyOf("take", blankForm(matter), matter)).toEqual({ version: 7 });
  });

  it("names files by id", () => {
    const form = { ...blankForm(matter), words: "修好了", outcome: "solved" as const, files: [file] };
    expect(bodyOf("resolve", form, matter)).toEqual({
      words: "修好了",
      outcome: "solved",
      files: ["f1"],
      version: 7,
    });
  });

  it("corrects only what was changed", () => {
    const form = { ...blankForm(matter), category: "env.smell" };
    expect(bodyOf("classify", form, matter)).toEqual({ category: "env.smell", version: 7 });
  });

  it("accepts and dispatches, or accepts and settles, at once", () => {
    const form = blankForm(matter);
    expect(bodyOf("accept", { ...form, post: "p1" }, matter)).toEqual({ post: "p1", version: 7 });
    expect(bodyOf("accept", { ...form, words: "当场解释了", outcome: "explained" }, matter)).toEqual({
      answer: "当场解释了",
      outcome: "explained",
      version: 7,
    });
  });
});
