// Saying with one press that a dwelling and who lives there were looked at and are as the register has them.
import { type Ref, ref } from "vue";

import { post } from "@/api/client";
import { Command } from "@/api/command";
import type { Dwelling } from "@/api/register";

import { t } from "../i18n";
import { sayDone, sayFailure } from "../toasts";

export interface Confirming {
  busy: Ref<boolean>;
  confirm: () => Promise<void>;
}

export function useConfirming(found: Ref<Dwelling | null>, load: () => Promise<unknown>): Confirming {
  const busy = ref(false);
  const command = new Command();

  async function confirm(): Promise<void> {
    const dwelling = found.value;
    if (!dwelling) return;
    busy.value = true;
    try {
      const path = { dwelling_id: dwelling.id };
      await post("/api/register/dwellings/{dwelling_id}/confirm", {}, { path, id: command.idFor(dwelling) });
      command.done();
      sayDone(t("register.confirmed"));
      await load();
    } catch (failed) {
      sayFailure(failed);
    } finally {
      busy.value = false;
    }
  }

  return { busy, confirm };
}
