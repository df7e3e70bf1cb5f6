// One record being edited: what is typed stays on this device until it has arrived, refusals stand at their fields, and
// a record that somebody else changed meanwhile is settled value by value.
import { computed, reactive, ref, shallowRef, watch } from "vue";

import { Command } from "@/api/command";
import { asApiError } from "@/api/errors";
import { language } from "@/ui/i18n";
import { forget, keep, readKept } from "@/ui/kept";

import { type Conflict, conflictIn, takeOver } from "./conflict";
import { changedIn, type Field, filled, type Form, saidIn, type Values } from "./fields";

export interface Asking {
  fields: Field[];
  /** The record as it is, or what a new one begins with. */
  record: Readonly<Record<string, unknown>>;
  /** Where the draft is kept. */
  place: string;
  version?: number | undefined;
  /** Send what was said; a new record says everything, one that is there what differs. */
  send: (said: Values, version: number | null, command: string) => Promise<unknown>;
}

/** What a refusal says of each field. */
export function errorsOf(thrown: unknown): Record<string, string> {
  const english = language() === "en";
  return Object.fromEntries(
    asApiError(thrown).errors.map((one) => [
      one.field.replace(/^(body|member)\./, ""),
      english ? one.title_en : one.title,
    ]),
  );
}

/** What is kept of a form: what was typed, what stood there before, and the version that was. */
interface Kept {
  version: number | null;
  base: Form;
  form: Form;
}

const only = (form: Form, fields: Field[]): Form =>
  Object.fromEntries(fields.map(({ name }) => [name, form[name] ?? ""]));

/** Form, draft and what is different, without sending. A draft of an older version is saved against that one, so that
 * what somebody changed since is not written over unseen. */
function useDraft(asking: Asking) {
  const { fields, place } = asking;
  const kept = readKept<Kept>(place);
  const base = reactive<Form>({ ...filled(fields, asking.record), ...kept?.base });
  const form = reactive<Form>({ ...base, ...kept?.form });
  const version = ref(kept?.version ?? asking.version ?? null);
  const restored = ref(kept !== null);
  let stopped = false;
  watch(form, () => {
    if (stopped) return;
    const typed = changedIn(fields, base, form).filter((field) => !field.unkept);
    if (!typed.length) forget(place);
    else keep(place, { version: version.value, base: only(base, typed), form: only(form, typed) });
  });
  const drop = (): void => {
    stopped = true;
    forget(place);
  };
  /** Forget what was typed, and begin with the record as it is. */
  function startOver(): void {
    Object.assign(base, filled(fields, asking.record));
    Object.assign(form, base);
    version.value = asking.version ?? null;
    restored.value = false;
  }
  return { base, form, version, restored, drop, startOver };
}

/** What somebody else changed meanwhile, and how it is settled. */
function useSettling(fields: Field[], base: Form, form: Form) {
  const conflict = shallowRef<Conflict | null>(null);
  const picked = reactive<Record<string, "now" | "mine">>({});
  const settled = computed(() => (conflict.value?.clashes ?? []).every(({ field }) => picked[field.name]));

  /** The version to save against from now on, where a refusal is such a conflict. */
  function meet(thrown: unknown): number | null {
    const found = conflictIn(thrown, fields, base, form);
    conflict.value = found;
    for (const name of Object.keys(picked)) delete picked[name];
    found?.taken.forEach((one) => takeOver(one, base, form));
    return found?.version ?? null;
  }

  /** Where both changed a field, what was chosen. */
  function settle(): void {
    for (const one of conflict.value?.clashes ?? [])
      if (picked[one.field.name] === "now") takeOver(one, base, form);
    conflict.value = null;
  }

  return { conflict, picked, settled, meet, settle };
}

export function useForm(asking: Asking) {
  const { fields } = asking;
  const draft = useDraft(asking);
  const { base, form, version, restored, drop } = draft;
  const { conflict, picked, settled, meet, settle } = useSettling(fields, base, form);
  const errors = ref<Record<string, string>>({});
  const failure = shallowRef<unknown>(null);
  const busy = ref(false);
  const command = new Command();

  function refuse(thrown: unknown): void {
    errors.value = errorsOf(thrown);
    const newer = meet(thrown);
    version.value = newer ?? version.value;
    failure.value = newer === null ? thrown : null;
  }

  function said(): Values {
    const isNew = version.value === null;
    const changed = new Set(changedIn(fields, base, form));
    const isSaid = (field: Field): boolean =>
      changed.has(field) || (!field.sealed && (isNew || Boolean(field.must || field.always)));
    return saidIn(fields.filter(isSaid), form);
  }

  /** Whether it arrived. */
  async function save(): Promise<boolean> {
    settle();
    const values = said();
    busy.value = true;
    try {
      await asking.send(values, version.value, command.idFor([values, version.value]));
      drop();
      return true;
    } catch (thrown) {
      refuse(thrown);
      return false;
    } finally {
      busy.value = false;
    }
  }

  function startOver(): void {
    draft.startOver();
    errors.value = {};
    failure.value = conflict.value = null;
  }

  return { form, base, errors, conflict, picked, settled, failure, busy, restored, save, startOver };
}
