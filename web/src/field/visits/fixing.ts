// A refused correction of somebody's record: what was typed and what stands, field by field, and what is sent anew.
import type { Problem } from "@/api/errors";
import type { Put } from "@/outbox/entries";

export const FIXED = ["phone", "presence", "workplace"] as const;
export type FixedField = (typeof FIXED)[number];

interface FixSaid extends Partial<Record<FixedField, string>> {
  version: number;
  source: string;
}

export interface FixLine {
  field: FixedField;
  typed: string;
  /** What the register says now, as the refusal told; nothing where it told none. */
  now: string | null;
  /** Leave the register as it is. */
  keep: boolean;
}

interface Differ {
  field: string;
  now: unknown;
}

/** One line for each field that was to be corrected. */
export function fixLines(body: unknown, problem: Problem | null): FixLine[] {
  const said = body as FixSaid;
  const differs = (problem?.["differs"] ?? []) as Differ[];
  return FIXED.flatMap((field) => {
    const typed = said[field];
    if (typed === undefined) return [];
    const now = differs.find((one) => one.field === field)?.now;
    return [{ field, typed, now: now === undefined ? null : String(now ?? ""), keep: false }];
  });
}

/** The correction once more, on the version that stands now; nothing where all is to stay as it is. */
export function fixAgain(
  was: Pick<Put, "path" | "body" | "title">,
  lines: FixLine[],
  problem: Problem | null,
  instead: string,
): Put | null {
  const { version, source } = was.body as FixSaid;
  const kept = lines.filter((line) => !line.keep && line.typed.trim());
  if (!kept.length) return null;
  const values = Object.fromEntries(kept.map(({ field, typed }) => [field, typed.trim()]));
  const seen = Number(problem?.["version"] ?? version);
  return {
    path: was.path,
    title: was.title,
    card: "fix",
    body: { ...values, version: seen, source },
    instead,
  };
}
