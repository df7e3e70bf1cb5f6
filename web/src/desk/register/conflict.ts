// Somebody else changed the record meanwhile: what he changed is taken over where I said nothing, what I changed alone
// stays, and where both did, I choose.
import { type ApiError, asApiError } from "@/api/errors";

import { asTyped, type Field, type Form } from "./fields";

interface Differ {
  field: string;
  now: unknown;
  said: unknown;
}

export interface Clash {
  field: Field;
  now: unknown;
  said: unknown;
}

export interface Conflict {
  version: number;
  by: string;
  at: string;
  /** Both changed these: one of the two values is to be chosen. */
  clashes: Clash[];
  /** Only he changed these; they are taken over. */
  taken: Clash[];
}

const ALIASES: Record<string, string> = { estate_id: "estate", building_id: "building" };
const nameOf = (name: string): string => ALIASES[name] ?? name;

/** The members of a refusal as a conflict; nothing where it is another kind of refusal. */
export function conflictIn(thrown: unknown, fields: Field[], base: Form, form: Form): Conflict | null {
  const error: ApiError = asApiError(thrown);
  if (error.status !== 409 || error.type !== "register/changed") return null;
  const found: Conflict = {
    version: Number(error.members["version"]),
    by: String(error.members["changed_by"] ?? ""),
    at: String(error.members["changed_at"] ?? ""),
    clashes: [],
    taken: [],
  };
  for (const { field: name, now, said } of (error.members["differs"] ?? []) as Differ[]) {
    const field = fields.find((one) => one.name === nameOf(name));
    if (field) sort(found, { field, now, said }, base, form);
  }
  return found;
}

function sort(found: Conflict, clash: Clash, base: Form, form: Form): void {
  const { field, now } = clash;
  const mine = (form[field.name] ?? "") !== (base[field.name] ?? "");
  if (field.sealed) found.clashes.push(clash);
  else if (!mine) found.taken.push(clash);
  else if (asTyped(field, now) !== base[field.name]) found.clashes.push(clash);
}

/** Take over what is the record's now: in the form, and as what the form began with. */
export function takeOver(clash: Clash, base: Form, form: Form): void {
  const typed = asTyped(clash.field, clash.now);
  base[clash.field.name] = typed;
  form[clash.field.name] = typed;
}
