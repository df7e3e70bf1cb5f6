// How somebody is told on one line.
import type { Member } from "@/api/register";
import { t } from "@/ui/i18n";

import { called } from "./kinds";

/** 女 · 72岁, or what is known of it. */
export function ageAndSex(one: Pick<Member, "age" | "sex">): string {
  const sex = one.sex === "unknown" ? "" : called("sex", one.sex);
  const age = one.age === null ? "" : t("register.age_n", { n: one.age });
  return [sex, age].filter(Boolean).join(" · ");
}
