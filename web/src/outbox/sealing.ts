// Sealing on the phone: AES-GCM with a key that cannot be taken out of this browser. It is made when a person first
// works here; once it is destroyed, nobody reads what was sealed with it.
import type { Sealed, Store } from "./store";

/** There is no key here, or not the one it was sealed with. */
export class Unreadable extends Error {}

const OWN = "own";
const AES = "AES-GCM";

export class Seal {
  private constructor(private readonly key: CryptoKey) {}

  /** The key of this database; made where there is none yet. */
  static async of(store: Store): Promise<Seal> {
    const made = await crypto.subtle.generateKey({ name: AES, length: 256 }, false, ["encrypt", "decrypt"]);
    // Two tabs may begin at once: whichever key was put first is everybody's.
    const key = await store.transaction("rw", store.keys, async () => {
      const found = await store.keys.get(OWN);
      if (found) return found.key;
      await store.keys.add({ name: OWN, key: made });
      return made;
    });
    return new Seal(key);
  }

  /** The key, if this phone has one. */
  static async found(store: Store): Promise<Seal | null> {
    const row = await store.keys.get(OWN);
    return row ? new Seal(row.key) : null;
  }

  async close(value: unknown): Promise<Sealed> {
    return this.closeBytes(new TextEncoder().encode(JSON.stringify(value)));
  }

  async closeBytes(bytes: Uint8Array<ArrayBuffer> | ArrayBuffer): Promise<Sealed> {
    const iv = crypto.getRandomValues(new Uint8Array(12));
    return { iv, bytes: await crypto.subtle.encrypt({ name: AES, iv }, this.key, bytes) };
  }

  async open<T>(sealed: Sealed): Promise<T> {
    return JSON.parse(new TextDecoder().decode(await this.openBytes(sealed))) as T;
  }

  async openBytes(sealed: Sealed): Promise<ArrayBuffer> {
    const iv = new Uint8Array(sealed.iv);
    return crypto.subtle.decrypt({ name: AES, iv }, this.key, sealed.bytes).catch(() => {
      throw new Unreadable();
    });
  }
}

export const destroyKey = (store: Store): Promise<void> => store.keys.delete(OWN);
