// The dictionary of labels and the kinds of skills, asked for once.
import { computed, shallowRef } from "vue";

import { get } from "@/api/client";
import type { LabelKind, SkillKind } from "@/api/register";
import { nameOf } from "@/ui/i18n";
import { sayFailure } from "@/ui/toasts";

const kinds = shallowRef<LabelKind[]>([]);
const skills = shallowRef<SkillKind[]>([]);
let asked = false;

/** Ask for the dictionary, once while the desk is open. */
export function learnLabels(): void {
  if (asked) return;
  asked = true;
  Promise.all([get("/api/register/label-kinds"), get("/api/register/skill-kinds")])
    .then(([labels, able]) => {
      kinds.value = labels;
      skills.value = able;
      return labels;
    })
    .catch((failure: unknown) => {
      asked = false;
      sayFailure(failure);
    });
}

export const labelKinds = kinds;
export const skillKinds = skills;
const byCode = computed(() => new Map(kinds.value.map((kind) => [kind.code, kind])));

export const labelName = (code: string): string => {
  const kind = byCode.value.get(code);
  return kind ? nameOf(kind) : code;
};

/** Whether few may know of it. */
export const isRestricted = (code: string): boolean => (byCode.value.get(code)?.seen_by.length ?? 0) > 0;

const TONES: Record<string, string> = {
  must_visit: "accent",
  care: "warn",
  honoured: "primary",
  group: "done",
  restricted: "",
};

/** The colour of a label by its group. */
export const labelTone = (code: string): string => TONES[byCode.value.get(code)?.group ?? ""] ?? "";

export const skillName = (code: string): string => {
  const kind = skills.value.find((one) => one.code === code);
  return kind ? nameOf(kind) : code;
};
