// Where a load stands, in a word and a colour, and what its counts say.
import type { Load } from "@/api/types";
import { language, t } from "@/ui/i18n";

const COLOURS: Record<string, string> = {
  failed: "accent",
  checked: "warn",
  done: "done",
  loading: "primary",
  waiting: "primary",
};

export const isEnglish = (): boolean => language() === "en";

export const runs = (load: Load): boolean => load.state === "waiting" || load.state === "loading";

export const colourOf = (load: Load): string => COLOURS[load.state] ?? "";

/** What was found, in one line: 共 13 行，新增 10，有变化 2，有误 1. */
export function summary(load: Load): string {
  if (!load.counts["rows"]) return "";
  const parts = ["new", "changed", "same", "wrong"].filter((name) => load.counts[name]);
  const told = parts.map((name) => t(`loads.counts.${name}`, { n: load.counts[name] ?? 0 }));
  return [t("loads.counts.rows", { n: load.counts["rows"] }), ...told].join(t("loads.comma"));
}

/** How much is loaded, in hundredths. */
export const progress = (load: Load): number =>
  load.part_count ? Math.round((100 * load.part_done) / load.part_count) : 0;
