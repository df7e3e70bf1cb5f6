// Sending something from a dialog: whether it is on its way, why it was refused, and which field is wrong.
import { ref, type Ref, shallowRef } from "vue";

import { Command } from "@/api/command";

import { errorsOf } from "./useForm";

export interface Sending {
  busy: Ref<boolean>;
  failure: Ref<unknown>;
  errors: Ref<Record<string, string>>;
  /** Send a body; whether it arrived. */
  run: (body: unknown, send: (command: string) => Promise<unknown>) => Promise<boolean>;
}

export function useSending(): Sending {
  const busy = ref(false);
  const failure = shallowRef<unknown>(null);
  const errors = ref<Record<string, string>>({});
  const command = new Command();

  async function run(body: unknown, send: (command: string) => Promise<unknown>): Promise<boolean> {
    busy.value = true;
    failure.value = null;
    errors.value = {};
    try {
      await send(command.idFor(body));
      command.done();
      return true;
    } catch (thrown) {
      failure.value = thrown;
      errors.value = errorsOf(thrown);
      return false;
    } finally {
      busy.value = false;
    }
  }

  return { busy, failure, errors, run };
}
