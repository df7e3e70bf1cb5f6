// How long somebody stayed, in words.
import { t } from "@/ui/i18n";
import { sayWholeDay } from "@/ui/time/words";

export function sayTime(since: string | null, until: string | null): string {
  const from = since ? sayWholeDay(since) : t("register.since_unknown");
  return until ? t("register.from_to", { from, to: sayWholeDay(until) }) : t("register.from_now", { from });
}
