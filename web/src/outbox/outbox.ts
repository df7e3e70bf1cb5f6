// The outbox of one person on one phone: what is put in is on the disk before anything is sent, goes out in order from
// one tab, and is done once however often it is sent. Screens see entries and a standing, and nothing of how it works.
import { type Entry, Entries, type Put } from "./entries";
import { type PassEnd, type Transport, walk } from "./passing";
import type { Seal } from "./sealing";
import { sendCommand, type Sender, sendPhoto } from "./sending";
import type { Store } from "./store";
import { pauseAfter } from "./waiting";

/** How the sending goes. */
export type Going =
  /** `gone`: this phone was given up in another tab. */
  | { kind: "idle" | "sending" | "waiting" | "revoked" | "gone" }
  | { kind: "locked"; why: "signed-out" | "owed"; next: string };

export interface View {
  entries: Entry[];
  going: Going;
  waiting: number;
  refused: number;
}

export interface OutboxOptions {
  transport?: (by: Sender) => Transport;
  locks?: Pick<LockManager, "request">;
  pause?: (tries: number) => number;
}

/** Nothing goes out now. */
const STUCK = new Set<Going["kind"]>(["waiting", "locked", "revoked", "gone"]);

/** What the other tabs are told once there is no key any more. */
const GONE = "given-up";

type Listener = (view: View) => void;

const NOTHING: View = { entries: [], going: { kind: "idle" }, waiting: 0, refused: 0 };

const overNetwork = (by: Sender): Transport => ({
  command: (command) => sendCommand(command, by),
  photo: (photo) => sendPhoto(photo, by),
});

export class Outbox {
  readonly entries: Entries;
  readonly sender: Sender;
  private view = NOTHING;
  private readonly listeners = new Set<Listener>();
  private readonly transport: Transport;
  private readonly locks: Pick<LockManager, "request">;
  private readonly pause: (tries: number) => number;
  private readonly others: BroadcastChannel;
  private running = false;
  private wanted = false;
  private closed = false;
  private misses = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    readonly store: Store,
    private readonly seal: Seal,
    options: OutboxOptions = {},
  ) {
    this.entries = new Entries(store, seal);
    this.sender = { user: store.user, proof: "" };
    this.transport = (options.transport ?? overNetwork)(this.sender);
    this.locks = options.locks ?? navigator.locks;
    this.pause = options.pause ?? pauseAfter;
    this.others = new BroadcastChannel(`linli-outbox-${store.user}`);
    this.others.addEventListener("message", ({ data }) => {
      if (data === GONE) this.gone();
      else void this.look();
    });
  }

  /** Begin: send what was left, and try again whenever something may have changed. */
  async start(): Promise<void> {
    globalThis.addEventListener?.("online", this.kick);
    globalThis.document?.addEventListener("visibilitychange", this.kick);
    await this.entries.sweep();
    await this.look();
    this.kick();
  }

  /** Stop for good; what waits stays where it is. */
  close(): void {
    this.closed = true;
    clearTimeout(this.timer);
    globalThis.removeEventListener?.("online", this.kick);
    globalThis.document?.removeEventListener("visibilitychange", this.kick);
    this.others.close();
    this.listeners.clear();
  }

  private gone(): void {
    this.goes({ kind: "gone" });
    this.close();
    this.store.close();
  }

  /** Stop for good, and tell the other tabs once this phone is given up. */
  async giveUp(work: () => Promise<void>): Promise<void> {
    this.close();
    await work().finally(() => this.tellGone());
  }

  private tellGone(): void {
    const others = new BroadcastChannel(`linli-outbox-${this.store.user}`);
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel has no target
    others.postMessage(GONE);
    others.close();
  }

  /** Something was put in from elsewhere. */
  async refresh(): Promise<void> {
    await this.changed();
    this.kick();
  }

  subscribe(listener: Listener): () => void {
    this.listeners.add(listener);
    listener(this.view);
    return () => this.listeners.delete(listener);
  }

  now(): View {
    return this.view;
  }

  /** Keep a command and send it as soon as it can be; the answer is its id. */
  async put(put: Put): Promise<string> {
    const id = await this.entries.put(put);
    await this.changed();
    this.kick();
    return id;
  }

  /** An entry as it was put in. */
  open(id: string): ReturnType<Entries["open"]> {
    return this.entries.open(id);
  }

  /** Throw an entry away, and what waits for it. One that may be on its way is waited for. */
  async drop(id: string): Promise<void> {
    const refused = this.view.entries.find((one) => one.id === id)?.state === "refused";
    await (refused ? this.entries.drop(id) : this.underLock(() => this.entries.drop(id)));
    await this.changed();
    this.kick();
  }

  /** Send a refused entry again as it is. */
  async again(id: string): Promise<void> {
    await this.entries.again(id);
    await this.changed();
    this.kick();
  }

  /** The entry once it is settled, or as it stands when the server is not reached or after so many milliseconds. */
  settled(id: string, within: number): Promise<Entry | null> {
    return new Promise((resolve) => {
      const end = (): void => {
        clearTimeout(limit);
        this.listeners.delete(look);
        resolve(this.entry(id));
      };
      const look = (): void => {
        if (this.entry(id)?.state !== "waiting" || STUCK.has(this.view.going.kind)) end();
      };
      const limit = setTimeout(end, within);
      this.listeners.add(look);
      look();
    });
  }

  private entry(id: string): Entry | null {
    return this.view.entries.find((one) => one.id === id) ?? null;
  }

  /** Try now. */
  readonly kick = (): void => {
    if (this.closed) return;
    clearTimeout(this.timer);
    this.wanted = true;
    if (!this.running) void this.run();
  };

  private async run(): Promise<void> {
    this.running = true;
    try {
      while (this.wanted && !this.closed) {
        this.wanted = false;
        await this.pass();
      }
    } finally {
      this.running = false;
    }
  }

  private async pass(): Promise<void> {
    const end = await this.underLock(async () => {
      if (!(await this.store.outbox.where({ state: "waiting" }).count())) return { kind: "empty" } as const;
      this.goes({ kind: "sending" });
      const { store, seal, entries, transport } = this;
      return walk({
        store,
        seal,
        entries,
        transport,
        told: () => this.settledOne(),
        goOn: () => !this.closed,
      });
    }).catch((): PassEnd => ({ kind: "later", pause: null }));
    if (!this.closed) await this.ended(end);
  }

  /** Something got through: the line is there, so the next pause is a short one again. */
  private settledOne(): Promise<void> {
    this.misses = 0;
    return this.changed();
  }

  private async ended(end: PassEnd): Promise<void> {
    this.misses = end.kind === "later" ? this.misses + 1 : 0;
    if (end.kind === "later") this.timer = setTimeout(this.kick, end.pause ?? this.pause(this.misses));
    await this.look();
    this.goes(goingAfter(end));
  }

  /** One tab at a time, so that order holds. */
  private underLock<T>(work: () => Promise<T>): Promise<T> {
    return this.locks.request(`linli-outbox-${this.store.user}`, work) as Promise<T>;
  }

  private goes(going: Going): void {
    this.show({ ...this.view, going });
  }

  private async changed(): Promise<void> {
    if (this.closed) return;
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel has no target
    this.others.postMessage("changed");
    await this.look();
  }

  private async look(): Promise<void> {
    if (this.closed) return;
    const entries = await this.entries.list();
    const count = (state: Entry["state"]): number => entries.filter((one) => one.state === state).length;
    this.show({ ...this.view, entries, waiting: count("waiting"), refused: count("refused") });
  }

  private show(view: View): void {
    this.view = view;
    for (const listener of this.listeners) listener(view);
  }
}

function goingAfter(end: PassEnd): Going {
  if (end.kind === "locked") return end;
  if (end.kind === "revoked") return { kind: "revoked" };
  return { kind: end.kind === "later" ? "waiting" : "idle" };
}
