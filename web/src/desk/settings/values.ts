// Values of columns as people say them.
import { t } from "@/ui/i18n";

const WORDS = new Set(["urgency", "kind", "level", "role", "refer_to"]);
const UNITS = new Set(["accept_unit", "respond_unit", "settle_unit"]);

export const KINDS = ["issue", "need", "errand", "advice", "praise", "urgent"] as const;
export const URGENCIES = ["ordinary", "soon", "urgent"] as const;
export const UNIT_NAMES = ["hour", "working_hour", "working_day", "day"] as const;
export const LEVELS = ["micro_grid", "grid", "community", "subdistrict", "district"] as const;
export const REFER_TO = ["court", "petition", "discipline", "110", "119", "120"] as const;

/** A value of a column in words; one that needs none stays as it is. */
export function sayValue(column: string, value: string): string {
  if (!value) return "";
  if (value === "true" || value === "false") return t(`settings.yes_no.${value}`);
  if (UNITS.has(column)) return t(`settings.unit.${value}`);
  if (WORDS.has(column)) return t(`settings.${column}.${value}`);
  return value;
}
