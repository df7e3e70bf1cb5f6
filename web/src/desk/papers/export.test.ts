import { describe, expect, it } from "vitest";

import { nameIn } from "@/api/client";

import { NO_FILTERS } from "../matters/filters";
import { exportOf } from "./export";

describe("a list to take along", () => {
  it("is narrowed as the screen is", () => {
    const filters = { ...NO_FILTERS, category: "env", door: "phone", q: "灯", group: "done" as const };
    expect(exportOf(filters, "needs", "xlsx")).toMatchObject({
      sheet: "needs",
      form: "xlsx",
      category: "env",
      door: "phone",
      urgency: null,
      group: "done",
      q: "灯",
    });
  });

  it("lets the group give way to a state", () => {
    expect(exportOf({ ...NO_FILTERS, state: ["closed"] }, "list", "pdf").group).toBe("all");
  });

  it("is saved under the name it was sent with", () => {
    expect(nameIn("attachment; filename*=utf-8''%E6%B8%85%E5%8D%95.xlsx")).toBe("清单.xlsx");
    expect(nameIn('attachment; filename="a.pdf"')).toBe("a.pdf");
    expect(nameIn("")).toBe("");
  });
});
