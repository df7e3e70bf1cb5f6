// A form as data: which fields a record has, how each is typed, and how what was typed becomes what is sent.
import { t } from "@/ui/i18n";

import { labelOf } from "@/ui/register/fieldNames";
import { called, type Kind, type Option } from "@/ui/register/kinds";

export type Way = "text" | "long" | "choice" | "day" | "whole" | "amount" | "yes";

export interface Field {
  name: string;
  way: Way;
  /** What it is called, where that is not its name. */
  label?: string;
  /** What a choice is made of. */
  kind?: Kind;
  options?: Option[];
  /** A choice that may be left open. */
  open?: boolean;
  /** What leaving it open is called. */
  none?: string;
  must?: boolean;
  /** Said whether it differs or not. */
  always?: boolean;
  most?: number;
  /** Kept sealed: what there is stays unless something is typed, and is shown masked. */
  sealed?: boolean;
  /** Never kept on this device while it waits to be sent. */
  unkept?: boolean;
  /** Behind 更多. */
  more?: boolean;
  /** Over the whole width. */
  wide?: boolean;
  hint?: string;
}

/** What is typed, by field; everything as text. */
export type Form = Record<string, string>;
export type Values = Record<string, string | number | boolean | null>;

/** Of a sealed value: it is to be taken away. */
export const REMOVED = "\u0000";

/** What a field of a form is called. */
export const titleOf = (field: Field): string => labelOf(field.label ?? field.name);

/** A record's value as it stands in the form. */
export function asTyped(field: Field, value: unknown): string {
  if (field.sealed || value === null || value === undefined) return "";
  if (field.way === "yes") return value ? "yes" : "no";
  return String(value as string | number);
}

/** What was typed as it is sent. */
export function asSaid(field: Field, typed: string): Values[string] {
  if (typed === REMOVED) return "";
  const text = typed.trim();
  return text ? SAYING[field.way](text) : unsaid(field);
}

const plain = (text: string): string => text;
const SAYING: Record<Way, (text: string) => Values[string]> = {
  text: plain,
  long: plain,
  choice: plain,
  day: plain,
  whole: Number,
  amount: Number,
  yes: (text) => text === "yes",
};
const TEXTS = new Set<Way>(["text", "long"]);

/** Nothing typed: an empty text, or nothing at all; a choice of a fixed list has an empty value of its own. */
function unsaid(field: Field): Values[string] {
  return TEXTS.has(field.way) || (field.way === "choice" && !field.open) ? "" : null;
}

/** A form filled with a record. */
export function filled(fields: Field[], record: Readonly<Record<string, unknown>>): Form {
  return Object.fromEntries(fields.map((field) => [field.name, asTyped(field, record[field.name])]));
}

/** The fields that say something else than when the form was opened. */
export const changedIn = (fields: Field[], base: Form, form: Form): Field[] =>
  fields.filter((field) => (form[field.name] ?? "") !== (base[field.name] ?? ""));

/** What is sent of some fields. */
export const saidIn = (fields: Field[], form: Form): Values =>
  Object.fromEntries(fields.map((field) => [field.name, asSaid(field, form[field.name] ?? "")]));

const YES_NO: Record<string, () => string> = {
  true: () => t("register.yes"),
  yes: () => t("register.yes"),
  false: () => t("register.no"),
  no: () => t("register.no"),
};

/** A value in words, for somebody who has to choose between two. */
export function inWords(field: Field, value: unknown): string {
  if (value === null || value === undefined || value === "") return t("register.nothing");
  return inWordsOf(field, String(value as string | number | boolean));
}

function inWordsOf(field: Field, text: string): string {
  const option = field.options?.find((one) => one.value === text)?.text;
  if (option) return option;
  if (field.way === "yes") return YES_NO[text]?.() ?? text;
  return field.kind ? called(field.kind, text) : text;
}
