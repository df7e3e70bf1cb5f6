// One act at a time: busy while it is sent, the same command when it is sent again, a word when it is done.
import { ref } from "vue";

import { Command } from "@/api/command";
import { sayDone, sayFailure } from "@/ui/toasts";

export function useAct() {
  const busy = ref(false);
  const command = new Command();

  /** Whether it was done. `body` is what the command says; `send` gets the id to send it with. */
  async function act(body: unknown, send: (id: string) => Promise<unknown>, done = ""): Promise<boolean> {
    if (busy.value) return false;
    busy.value = true;
    try {
      await send(command.idFor(body));
      command.done();
      if (done) sayDone(done);
      return true;
    } catch (failure) {
      sayFailure(failure);
      return false;
    } finally {
      busy.value = false;
    }
  }

  return { busy, act };
}
