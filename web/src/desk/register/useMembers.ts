// Several people being entered together; what is typed stays on this device until it has arrived, numbers never do.
import { reactive, watch } from "vue";

import { newId } from "@/api/ids";
import { forget, keep, readKept } from "@/ui/kept";

import { type Form, saidIn, type Values } from "./fields";
import { PERSON } from "./fieldsOf";

export interface Person {
  id: string;
  form: Form;
}

const FRESH: Form = { sex: "unknown", presence: "unknown", id_kind: "citizen" };

export const freshPerson = (relation: string): Person => ({
  id: newId(),
  form: { ...FRESH, relation, name: "" },
});

/** What is said of somebody new: what was left empty is not said. */
export function saidOf(person: Person): Values {
  const told = PERSON.filter((field) => (person.form[field.name] ?? "").trim());
  return { id: person.id, ...saidIn(told, person.form) };
}

/** The refusals of the person at a place among those sent. */
export function errorsAt(errors: Record<string, string>, at: number): Record<string, string> {
  const before = `members.${at}.`;
  return Object.fromEntries(
    Object.entries(errors)
      .filter(([name]) => name.startsWith(before))
      .map(([name, words]) => [name.slice(before.length), words]),
  );
}

const keepable = (person: Person): Person => ({
  id: person.id,
  form: Object.fromEntries(
    Object.entries(person.form).filter(([name]) => !PERSON.find((field) => field.name === name)?.unkept),
  ),
});

export function useMembers(place: string, begin: Person[]) {
  const kept = readKept<Person[]>(place);
  const members = reactive<Person[]>(kept ?? begin);
  const stop = watch(members, () => {
    const some = members.some((one) => Object.values(one.form).some((text) => text && one.form["name"]));
    if (some) keep(place, members.map(keepable));
    else forget(place);
  });

  return {
    members,
    restored: kept !== null,
    add: (): void => void members.push(freshPerson("other")),
    remove: (at: number): void => void members.splice(at, 1),
    drop: (): void => {
      stop();
      forget(place);
    },
  };
}
