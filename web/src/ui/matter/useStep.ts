// Taking a step from a screen: busy while it runs, said when done or refused, sent again under the same id.
import { type Ref, ref } from "vue";

import { Command } from "@/api/command";
import { asApiError } from "@/api/errors";
import { takeStep, type Verb } from "@/api/matters";
import type { Detail } from "@/api/types";

import { t } from "../i18n";
import { sayDone, sayFailure } from "../toasts";
import { blankForm, bodyOf, type StepForm } from "./steps";

export interface Stepping {
  busy: Ref<boolean>;
  /** The matter afterwards; "stale" when somebody else was first; null when refused. */
  take: (matter: Detail, verb: Verb, form?: StepForm) => Promise<Detail | "stale" | null>;
}

export function useStep(): Stepping {
  const busy = ref(false);
  const command = new Command();

  async function take(matter: Detail, verb: Verb, form?: StepForm): Promise<Detail | "stale" | null> {
    const body = bodyOf(verb, form ?? blankForm(matter), matter);
    busy.value = true;
    try {
      const after = await takeStep(matter.id, verb, body, command.idFor([matter.id, verb, body]));
      command.done();
      sayDone(t(`matter.steps.${verb}.done`));
      return after;
    } catch (failure) {
      sayFailure(failure);
      return asApiError(failure).status === 409 ? "stale" : null;
    } finally {
      busy.value = false;
    }
  }

  return { busy, take };
}
