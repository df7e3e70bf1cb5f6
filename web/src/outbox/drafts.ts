// A form being filled in, kept sealed as it is typed: a call, a reload or a flat battery loses no letter.
import type { Seal } from "./sealing";
import type { Store } from "./store";

const DAY = 86_400_000;
/** No draft is kept longer. */
const LONGEST = 7 * DAY;

export class Drafts {
  /** The last of each form waits for the one before, so that they are kept in the order typed. */
  private tail: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly store: Store,
    private readonly seal: Seal,
  ) {}

  keep(place: string, value: unknown): Promise<void> {
    return this.inTurn(async () => {
      const sealed = await this.seal.close(value);
      await this.store.drafts.put({ place, at: Date.now(), sealed });
    });
  }

  async read<T>(place: string): Promise<T | null> {
    await this.tail;
    const row = await this.store.drafts.get(place);
    if (!row || Date.now() - row.at > LONGEST) return null;
    return this.seal.open<T>(row.sealed).catch(() => null);
  }

  forget(place: string): Promise<void> {
    return this.inTurn(() => this.store.drafts.delete(place));
  }

  count(): Promise<number> {
    return this.store.drafts.count();
  }

  private inTurn(work: () => Promise<void>): Promise<void> {
    const turn = this.tail.then(work);
    this.tail = turn.catch(() => undefined);
    return turn;
  }
}
