// How long ago something was looked at, and whether that is too long.
import { t } from "@/ui/i18n";
import { sayWholeDay } from "@/ui/time/words";

const DAY = 86_400_000;
/** Half a year: what nobody has looked at since is marked. */
export const STALE_DAYS = 180;

export const isStale = (checkedAt: string | null, now: number = Date.now()): boolean =>
  checkedAt === null || now - new Date(checkedAt).getTime() > STALE_DAYS * DAY;

/** When something was last looked at, in words. */
export const sayChecked = (checkedAt: string | null): string =>
  checkedAt === null
    ? t("register.never_checked")
    : t("register.checked_on", { day: sayWholeDay(checkedAt) });
