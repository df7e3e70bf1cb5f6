// Contacts told at the door: what each becomes, a command of its own, so that a refused one keeps no visit back.
import { newId } from "@/api/ids";
import type { DoorWhole } from "@/api/visits";
import type { Put } from "@/outbox/entries";

export interface TieTyped {
  id: string;
  kind: string;
  kin: string;
  name: string;
  phone: string;
  emergency: boolean;
  has_key: boolean;
}

export const emptyTie = (): TieTyped => ({
  id: newId(),
  kind: "relative",
  kin: "",
  name: "",
  phone: "",
  emergency: true,
  has_key: false,
});

const told = (one: TieTyped): boolean => Boolean(one.name.trim() || one.phone.trim());

/** What is sent of a contact; only a relative has a relation. */
export function tieSaid(one: TieTyped): object {
  const { id, kind, emergency, has_key } = one;
  const kin = kind === "relative" && one.kin ? { kin: one.kin } : {};
  return { id, kind, ...kin, name: one.name.trim(), phone: one.phone.trim(), emergency, has_key };
}

export const tiePuts = (door: DoorWhole, ties: readonly TieTyped[], source: string): Put[] =>
  door.noun !== "household"
    ? []
    : ties.filter(told).map((one) => ({
        path: "/api/register/ties",
        body: { ...tieSaid(one), household: door.id, source },
        card: "tie",
        title: [door.place, door.name].filter(Boolean).join(" · "),
      }));

type Sent = Pick<Put, "path" | "body" | "title">;

/** A refused contact back in the form. */
export const tieFrom = (was: Sent): TieTyped => ({ ...emptyTie(), ...(was.body as Partial<TieTyped>) });

/** The same once more, as it was mended. */
export const tieAgain = (was: Sent, typed: TieTyped, instead: string): Put => ({
  path: was.path,
  title: was.title,
  card: "tie",
  body: { ...(was.body as object), ...tieSaid(typed) },
  instead,
});
