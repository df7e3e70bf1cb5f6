// Two records of what may be one person, field by field, and which of them may stay.
import type { Resident } from "@/api/register";
import { t } from "@/ui/i18n";
import { sayWholeDay } from "@/ui/time/words";

import { labelOf } from "@/ui/register/fieldNames";
import { called } from "@/ui/register/kinds";
import { labelName } from "@/ui/register/labels";
import { sayChecked } from "@/ui/register/stale";

export interface Compared {
  name: string;
  values: [string, string];
  differs: boolean;
}

const FIELDS: [() => string, (one: Resident) => string][] = [
  [() => t("register.compare.person"), (one) => one.name],
  [() => labelOf("sex"), (one) => called("sex", one.sex)],
  [() => labelOf("born_on"), (one) => (one.born_on ? sayWholeDay(one.born_on) : "")],
  [() => labelOf("id_number"), (one) => one.id_number],
  [() => labelOf("phone"), (one) => one.phone],
  [() => labelOf("other_phone"), (one) => one.other_phone],
  [() => t("register.compare.home"), (one) => [one.estate_name, one.dwelling_code].filter(Boolean).join(" ")],
  [() => labelOf("relation"), (one) => called("relation", one.relation)],
  [() => labelOf("presence"), (one) => called("presence", one.presence)],
  [() => labelOf("registered_at"), (one) => one.registered_at],
  [() => t("register.compare.work"), (one) => [one.workplace, one.occupation].filter(Boolean).join(" ")],
  [() => t("register.labels"), (one) => standing(one)],
  [() => labelOf("state"), (one) => called(one.state in ALIVE ? "state" : "merged", one.state)],
  [() => labelOf("source"), (one) => one.source],
  [() => t("register.compare.checked"), (one) => sayChecked(one.checked_at)],
];
const ALIVE: Record<string, true> = { active: true, left: true, died: true };
const standing = (one: Resident): string =>
  one.labels
    .filter((label) => !label.until)
    .map((label) => labelName(label.kind))
    .join("、");

/** What is known of either, without what is known of neither. Where one side says nothing they do not differ. */
export function compared([one, other]: [Resident, Resident]): Compared[] {
  return FIELDS.map(([name, value]): Compared => {
    const values: [string, string] = [value(one), value(other)];
    return { name: name(), values, differs: values.every(Boolean) && values[0] !== values[1] };
  }).filter((row) => row.values.some(Boolean));
}

/** Which may stay: either, but for one that has left where the other is on the register. */
export function keepable(both: Resident[]): string[] {
  const there = both.filter((one) => one.state === "active");
  return (there.length ? there : both).map((one) => one.id);
}

export const mayMerge = (both: Resident[]): boolean => both.every((one) => one.abilities.includes("merge"));
