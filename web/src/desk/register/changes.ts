// What a change says, in words: the fields by their names, the kept values by what they are called.
import { t } from "@/ui/i18n";

import { called, type Kind, KINDS } from "@/ui/register/kinds";

const KIND_OF: Record<string, Kind[]> = {
  use: ["use", "building"],
  kind: ["estate", "household", "organisation"],
  sex: ["sex"],
  relation: ["relation"],
  presence: ["presence"],
  state: ["state"],
  id_kind: ["paper"],
  small_premises: ["small"],
};
const PLAIN: Record<string, () => string> = {
  True: () => t("register.yes"),
  False: () => t("register.no"),
  merged: () => called("merged", "merged"),
  anonymised: () => called("merged", "anonymised"),
};
const IDS = /^[0-9a-f]{8}-[0-9a-f-]{27}$/;

/** The name of a field that was changed. */
export function fieldWords(field: string): string {
  const key = `register.field.${field.replace(/_id$/, "")}`;
  const found = t(key);
  return found === key ? field : found;
}

/** A value as it was kept beside a change, in words; of a reference only that there is one. */
export function changeWords(field: string, value: string): string {
  if (IDS.test(value)) return t("register.another_one");
  const plain = PLAIN[value];
  if (plain) return plain();
  const kind = (KIND_OF[field] ?? []).find((one) => (KINDS[one] as readonly string[]).includes(value));
  return kind ? called(kind, value) : value;
}
