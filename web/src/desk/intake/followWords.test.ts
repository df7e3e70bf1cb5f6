import { describe, expect, it } from "vitest";

import { blankDraft, type IntakeDraft } from "./drafts";
import { followWords } from "./followWords";

const AREA = "990101001001";
const GRID = `${AREA}005`;
const calm = { urgent: [], grid: "" };
const danger = { urgent: ["漏煤气"], grid: "" };
const named = { urgent: [], grid: GRID };

function after(draft: IntakeDraft, ...found: (typeof danger | typeof calm)[]): IntakeDraft {
  found.forEach((one) => followWords(draft, one));
  return draft;
}

describe("what the words choose", () => {
  it("is urgent while they tell of danger, and no longer", () => {
    expect(after(blankDraft(AREA), danger).urgency).toBe("urgent");
    expect(after(blankDraft(AREA), danger, danger).urgency).toBe("urgent");
    expect(after(blankDraft(AREA), danger, calm).urgency).toBe("");
  });

  it("leaves a person's choice of urgency alone", () => {
    expect(after({ ...blankDraft(AREA), urgency: "ordinary" }, danger).urgency).toBe("ordinary");
    expect(after({ ...blankDraft(AREA), urgency: "urgent" }, calm).urgency).toBe("urgent");
    const undone = after(blankDraft(AREA), danger);
    undone.urgency = "ordinary";
    expect(after(undone, danger).urgency).toBe("ordinary");
  });

  it("is the grid they name, while they name it", () => {
    expect(after(blankDraft(AREA), named).area).toBe(GRID);
    expect(after(blankDraft(AREA), named, calm).area).toBe(AREA);
    expect(after(blankDraft(AREA), { ...named, grid: "110101001001002" }).area).toBe(AREA);
  });

  it("leaves a person's choice of grid alone", () => {
    expect(after(blankDraft(`${AREA}002`), named).area).toBe(`${AREA}002`);
    const undone = after(blankDraft(AREA), named);
    undone.area = AREA;
    expect(after(undone, named).area).toBe(AREA);
    expect(after(undone, named, calm, named).area).toBe(AREA);
  });
});
