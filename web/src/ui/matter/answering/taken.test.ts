import { describe, expect, it } from "vitest";

import { isUntouched, putBelow } from "./taken";

describe("a draft taken into the answer", () => {
  it("goes below what stands there", () => {
    expect(putBelow("您好", "路灯周三修", 4000)).toEqual({ text: "您好\n路灯周三修", draft: "路灯周三修" });
    expect(putBelow("", "路灯周三修", 4000).text).toBe("路灯周三修");
  });

  it("never grows beyond what the field takes", () => {
    expect(putBelow("好".repeat(3990), "灯".repeat(2000), 4000).text).toHaveLength(4000);
    expect(putBelow("好".repeat(4000), "灯", 4000)).toEqual({ text: "好".repeat(4000), draft: "" });
  });

  it("is a machine's until it is changed", () => {
    const { text, draft } = putBelow("您好", "路灯周三修", 4000);
    expect(isUntouched(text, draft)).toBe(true);
    expect(isUntouched(text.replace("周三", "周四"), draft)).toBe(false);
    expect(isUntouched("您好", "")).toBe(false);
  });
});
