// Moments and deadlines in words people use.
import { language, t } from "../i18n";
import { clockOf, dayOf, SITE_ZONE, wallAt } from "./site";
import { type Exceptions, workingDaysUntil } from "./workdays";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A day: 11月22日 this year, 2025年11月22日 otherwise. */
export function sayDay(moment: string | Date, now: Date = new Date()): string {
  const at = typeof moment === "string" ? new Date(moment) : moment;
  return dayWords(at, wallAt(at).year === wallAt(now).year);
}

/** A day with its year, where it may lie far off either way. */
export const sayWholeDay = (moment: string): string => dayWords(new Date(moment), false);

function dayWords(at: Date, sameYear: boolean): string {
  const { year, month, date } = wallAt(at);
  if (language() === "en") {
    const parts: Intl.DateTimeFormatOptions = { day: "numeric", month: "short", timeZone: SITE_ZONE };
    return new Intl.DateTimeFormat("en-GB", sameYear ? parts : { ...parts, year: "numeric" }).format(at);
  }
  const day = `${month}月${date}日`;
  return sameYear ? day : `${year}年${day}`;
}

/** A moment, the shorter the nearer: 今天 14:05, 昨天 14:05, 11月22日 14:05. */
export function sayMoment(moment: string, now: Date = new Date()): string {
  const at = new Date(moment);
  const yesterday = new Date(now.getTime() - DAY);
  if (dayOf(at) === dayOf(now)) return t("ui.time.today", { clock: clockOf(at) });
  if (dayOf(at) === dayOf(yesterday)) return t("ui.time.yesterday", { clock: clockOf(at) });
  const sameYear = wallAt(at).year === wallAt(now).year;
  return sameYear ? `${sayDay(at, now)} ${clockOf(at)}` : sayDay(at, now);
}

/** A moment whole, for titles and printing. */
export function sayExactly(moment: string): string {
  const at = new Date(moment);
  return `${dayOf(at)} ${clockOf(at)}`;
}

function many(key: string, count: number): string {
  return t(`ui.time.${key}${count === 1 ? "_one" : ""}`, { n: count });
}

function sayLate(late: number): string {
  if (late < HOUR) return many("late_minutes", Math.max(1, Math.floor(late / MINUTE)));
  if (late < DAY) return many("late_hours", Math.floor(late / HOUR));
  return many("late_days", Math.floor(late / DAY));
}

/** How a deadline stands: 还剩 2 个工作日, 还剩 3 小时, 已超期 1 天. */
export function sayDeadline(due: string, now: Date, exceptions: Exceptions): string {
  const at = new Date(due);
  const left = at.getTime() - now.getTime();
  if (left < 0) return sayLate(-left);
  if (left < HOUR) return many("left_minutes", Math.max(1, Math.floor(left / MINUTE)));
  const days = workingDaysUntil(now, at, exceptions);
  if (days === 0 || left < 12 * HOUR) return many("left_hours", Math.floor(left / HOUR));
  return many("left_working_days", days);
}
