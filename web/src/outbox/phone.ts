// This phone in one person's hands: the database, the key and the queue that are his. Which person it was last is kept,
// so that the field can begin without a signal.
import {
  askEnded,
  finishSurrender,
  handInOwed,
  handInUnreadable,
  proofOf,
  sealAlso,
  standWithServer,
  surrender,
  takeBack,
  wipe,
} from "./device";
import { Drafts } from "./drafts";
import { Outbox, type OutboxOptions } from "./outbox";
import { Pack } from "./pack";
import { Seal } from "./sealing";
import { canKeep, type Sealed, Store } from "./store";

const LAST = "linli-phone";
/** Somebody signed out without a signal: his session is still to be ended. */
const LEAVING = "linli-phone-leaving";
/** When the server last knew this phone, and whether it said that nobody is signed in. */
const REACHED = "reached";
const SIGNED_OUT = "signed-out";
/** So long one works without the server having been reached; after that people's data are not shown before it is. */
export const LONGEST_APART = 7 * 86_400_000;

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
    await handInUnreadable(this.store, this.outbox.entries);
    if (await takeBack(this.outbox.entries)) await this.outbox.refresh();
    return false;
  }

  /** Whether the server says, by the phone's proof alone, that it was ended; null where that is not known. */
  async ended(): Promise<boolean | null> {
    const over = await askEnded(this.store);
    if (over === false) await this.store.writeMeta(REACHED, Date.now());
    return over;
  }

  /** The server has said that its holder is signed in. */
  async noteOpen(): Promise<void> {
    await this.store.meta.delete(SIGNED_OUT);
    await this.store.writeMeta(REACHED, Date.now());
  }

  /** The server has said that he is not: begun without a signal, no people's data are shown. */
  async noteSignedOut(): Promise<void> {
    await this.store.writeMeta(SIGNED_OUT, true);
  }

  /** Why this phone shows no people's data before the server is reached; nothing where it may. */
  async shutBecause(now: number = Date.now()): Promise<"signed-out" | "too-old" | null> {
    if (await this.store.readMeta<boolean>(SIGNED_OUT)) return "signed-out";
    const reached = await this.store.readMeta<number>(REACHED);
    if (reached === null) await this.store.writeMeta(REACHED, now);
    return now - (reached ?? now) > LONGEST_APART ? "too-old" : null;
  }

  /** How many entries would be lost with this phone's key, after all that can be sealed for the server is. */
  async unsealed(): Promise<number> {
    const { entries } = this.outbox;
    if (await entries.unsealed()) {
      await askEnded(this.store);
      await sealAlso(this.store, entries);
    }
    return entries.unsealed();
  }

  /** Give the phone back with unsent work on it: that stays, sealed to the server's key, until it is handed in. */
  async surrender(): Promise<void> {
    await this.unsealed().catch(() => undefined);
    await this.outbox.giveUp(() => surrender(this.store));
    this.store.close();
    this.forgetLast();
    await handInOwed();
  }

  /** Give the phone back with nothing on it. */
  async end(): Promise<void> {
    await this.outbox.giveUp(() => wipe(this.store));
    this.forgetLast();
  }

  private forgetLast(): void {
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
  await finishSurrender(store);
  const seal = await Seal.found(store);
  return seal ? new Phone(store, seal, options) : null;
}

export const oweLeaving = (): void => localStorage.setItem(LEAVING, "1");
export const owesLeaving = (): boolean => localStorage.getItem(LEAVING) !== null;
export const leavingDone = (): void => localStorage.removeItem(LEAVING);
