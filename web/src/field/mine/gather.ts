// My matters in stacks: overdue, nearly due, the rest that runs, and what waits for others.
import type { Row } from "@/api/types";

export interface Stack {
  name: "overdue" | "approaching" | "later" | "resting" | "";
  rows: Row[];
}

const stackOf = (row: Row): Stack["name"] => {
  if (!row.due_at || row.state === "long_term") return "resting";
  if (row.standing === "overdue" || row.standing === "approaching") return row.standing;
  return "later";
};

/** The stacks that hold something, in the order they need attention. */
export function gather(rows: readonly Row[]): Stack[] {
  const names = ["overdue", "approaching", "later", "resting"] as const;
  return names
    .map((name) => ({ name, rows: rows.filter((row) => stackOf(row) === name) }))
    .filter((stack) => stack.rows.length > 0);
}
