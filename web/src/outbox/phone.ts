// This phone in one person's hands: the database, the key and the queue that are his. Which person it was last is kept,
// so that the field can begin without a signal.
import { Drafts } from "./drafts";
import { Outbox, type OutboxOptions } from "./outbox";
import { Pack } from "./pack";
import { destroyKey, Seal } from "./sealing";
import { canKeep, type Sealed, Store } from "./store";

const LAST = "linli-phone";
/** Somebody signed out without a signal: his session is still to be ended. */
const LEAVING = "linli-phone-leaving";

export class Phone {
  readonly user: string;
  readonly outbox: Outbox;
  readonly drafts: Drafts;
  readonly pack: Pack;

  constructor(
    readonly store: Store,
    readonly seal: Seal,
    options: OutboxOptions = {},
  ) {
    this.user = store.user;
    this.outbox = new Outbox(store, seal, options);
    this.drafts = new Drafts(store, seal);
    this.pack = new Pack(store, seal);
  }

  /** Keep something about the person, sealed. */
  async keep(name: string, value: unknown): Promise<void> {
    await this.store.writeMeta(name, await this.seal.close(value));
  }

  async read<T>(name: string): Promise<T | null> {
    const sealed = await this.store.readMeta<Sealed>(name);
    return sealed ? this.seal.open<T>(sealed).catch(() => null) : null;
  }

  /** Give the phone back: the key first, so that nothing is readable whatever happens next, then all the rest. */
  async end(): Promise<void> {
    this.outbox.close();
    await destroyKey(this.store);
    await this.store.delete();
    if (localStorage.getItem(LAST) === this.user) localStorage.removeItem(LAST);
  }
}

/** This phone for a person; his key is made where there is none yet. */
export async function openPhone(user: string, options: OutboxOptions = {}): Promise<Phone> {
  const store = new Store(user);
  const phone = new Phone(store, await Seal.of(store), options);
  localStorage.setItem(LAST, user);
  // Asked so that a full phone does not throw the queue away; where it is refused, nothing is lost by asking.
  void navigator.storage?.persist?.().catch(() => false);
  return phone;
}

/** The phone of whoever held it last, where his key is still here. */
export async function lastPhone(options: OutboxOptions = {}): Promise<Phone | null> {
  const user = canKeep() ? localStorage.getItem(LAST) : null;
  if (!user) return null;
  const store = new Store(user);
  const seal = await Seal.found(store);
  return seal ? new Phone(store, seal, options) : null;
}

export const oweLeaving = (): void => localStorage.setItem(LEAVING, "1");
export const owesLeaving = (): boolean => localStorage.getItem(LEAVING) !== null;
export const leavingDone = (): void => localStorage.removeItem(LEAVING);
