// This phone in one person's hands: the database, the key and the queue that are his. Which person it was last is kept,
// so that the field can begin without a signal.
import {
  finishSurrender,
  handInOwed,
  proofOf,
  sealAlso,
  standWithServer,
  surrender,
  takeBack,
} from "./device";
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

  /** Before anything is sent: what it proves itself by, and the server's key as far as they are known. */
  async prepare(): Promise<void> {
    await sealAlso(this.store, this.outbox.entries);
    this.outbox.sender.proof = await proofOf(this.store);
  }

  /** Under which id the server knows it. */
  async id(): Promise<string> {
    return (await proofOf(this.store)).split(".")[1] ?? "";
  }

  /** Come to terms with the server: be known to it, and have back what lies there. Answers whether this phone was
   * ended. */
  async stand(label: string): Promise<boolean> {
    await handInOwed();
    if (await standWithServer(this.store, this.outbox.entries, label)) return true;
    this.outbox.sender.proof = await proofOf(this.store);
    if (await takeBack(this.outbox.entries)) await this.outbox.refresh();
    return false;
  }

  /** Give the phone back with unsent work on it: that stays, sealed to the server's key, until it is handed in. */
  async surrender(): Promise<void> {
    this.outbox.close();
    await surrender(this.store);
    this.store.close();
    if (localStorage.getItem(LAST) === this.user) localStorage.removeItem(LAST);
    await handInOwed();
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
  await finishSurrender(store);
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
