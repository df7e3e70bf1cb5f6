// @vitest-environment happy-dom
import { beforeEach, describe, expect, it } from "vitest";

import { clearMyDrafts, dropExpired, keep, LONGEST, myDrafts, readKept } from "./kept";

const DAY = 86_400_000;

beforeEach(() => localStorage.clear());

describe("what is kept on a shared desk", () => {
  it("is read as it was kept", () => {
    keep("step:1:note", "物业周三来修");
    expect(readKept("step:1:note")).toBe("物业周三来修");
  });

  it("does not outlive a week, whoever left it; choices stay", () => {
    keep("paste:chat", "一段群聊");
    keep("community", "990101001001");
    localStorage.setItem("linli:somebody:feedback", JSON.stringify({ at: Date.now() - 8 * DAY, value: "x" }));
    localStorage.setItem("linli:somebody:older", '"kept before times were kept"');
    dropExpired();
    expect(Object.keys(localStorage).sort()).toEqual(["linli:-:community", "linli:-:paste:chat"]);
    dropExpired(Date.now() + LONGEST + DAY);
    expect(readKept("paste:chat")).toBeNull();
    expect(readKept("community")).toBe("990101001001");
  });

  it("is counted for the one who leaves and cleared for him alone", () => {
    keep("intake:drafts", [{ words: "路灯" }, { words: "下水道" }]);
    keep("feedback", "字太小");
    localStorage.setItem("linli:somebody:feedback", JSON.stringify({ at: Date.now(), value: "x" }));
    expect(myDrafts().count).toBe(3);
    clearMyDrafts();
    expect(myDrafts().count).toBe(0);
    expect(Object.keys(localStorage)).toEqual(["linli:somebody:feedback"]);
  });
});
