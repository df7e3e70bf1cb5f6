// Two facts told apart: somebody has to decide, since the reporter is not satisfied; and the reporter asked for it to be
// done again. A matter that is done again says so until it is settled.
import type { Detail, Note, Row } from "@/api/types";

const AT_WORK = new Set(["accepted", "dispatched", "in_hand", "long_term"]);

type Facts = Pick<Row, "state" | "reopening_asked" | "undecided" | "reopenings">;

/** What a matter's chip says beside its state, if anything. */
export function unrestOf(row: Facts): "asked" | "dissatisfied" | "again" | "" {
  if (row.undecided) return row.reopening_asked ? "asked" : "dissatisfied";
  return row.reopenings > 0 && AT_WORK.has(row.state) ? "again" : "";
}

const last = (matter: Detail, kind: string): Note | undefined =>
  matter.notes
    .filter((note) => note.kind === kind)
    .sort((a, b) => (a.at < b.at ? -1 : 1))
    .at(-1);

/** What was last said by a reporter who is not content, and by whoever decided that it is done again. */
export const voicesOf = (matter: Detail): { rated?: Note; reopened?: Note } => ({
  rated: last(matter, "rated"),
  reopened: matter.reopenings > 0 ? last(matter, "reopened") : undefined,
});
