// The fields of each noun, in the order they are asked.
import type { Field } from "./fields";
import type { Option } from "@/ui/register/kinds";

const SOURCE: Field = { name: "source", way: "text", most: 60, wide: true, hint: "source" };

/** Where what is said comes from: of a correction and of something new alike. */
export const withSource = (fields: Field[]): Field[] => [...fields, SOURCE];

export const estateFields = (areas: Option[]): Field[] => [
  { name: "name", way: "text", must: true, most: 60 },
  { name: "kind", way: "choice", kind: "estate", must: true },
  { name: "area", way: "choice", options: areas, must: true },
  { name: "keeper", way: "text", most: 80, hint: "keeper" },
  { name: "address", way: "text", most: 120, wide: true },
  { name: "built_in", way: "whole" },
];

export const buildingFields = (areas: Option[], estates: Option[]): Field[] => [
  { name: "estate", way: "choice", options: estates, open: true, always: true, none: "no_estate_here" },
  { name: "number", way: "text", must: true, most: 40, hint: "building_number" },
  { name: "area", way: "choice", options: areas, must: true },
  { name: "use", way: "choice", kind: "building" },
  { name: "floors", way: "whole" },
  { name: "has_lift", way: "yes" },
  { name: "address", way: "text", most: 120, wide: true },
];

export const DWELLING: Field[] = [
  { name: "entrance", way: "text", always: true, most: 24, hint: "entrance" },
  { name: "room", way: "text", must: true, most: 40, hint: "room" },
  { name: "use", way: "choice", kind: "use" },
  { name: "floor", way: "whole", hint: "floor" },
  { name: "lease_ends_on", way: "day" },
  { name: "square_metres", way: "amount" },
  { name: "landlord", way: "text", sealed: true, most: 40 },
  { name: "landlord_phone", way: "text", sealed: true, most: 20 },
  { name: "note", way: "long", most: 200, wide: true },
];

export const HOUSEHOLD: Field[] = [
  { name: "kind", way: "choice", kind: "household", label: "household_kind" },
  { name: "tenant", way: "yes" },
  { name: "note", way: "long", most: 200, wide: true },
];

export const PERSON: Field[] = [
  { name: "name", label: "full_name", way: "text", must: true, most: 40 },
  { name: "relation", way: "choice", kind: "relation" },
  { name: "id_number", way: "text", sealed: true, unkept: true, most: 40, wide: true, hint: "id_number" },
  { name: "phone", way: "text", sealed: true, most: 20 },
  { name: "sex", way: "choice", kind: "sex" },
  { name: "born_on", way: "day" },
  { name: "presence", way: "choice", kind: "presence" },
  { name: "other_phone", way: "text", sealed: true, most: 20, more: true },
  { name: "id_kind", way: "choice", kind: "paper", always: true, more: true },
  { name: "registered_at", way: "text", most: 120, more: true, wide: true },
  { name: "occupation", way: "text", most: 40, more: true },
  { name: "workplace", way: "text", most: 80, more: true },
  { name: "ethnicity", way: "text", most: 20, more: true },
  { name: "education", way: "text", most: 20, more: true },
  { name: "marriage", way: "text", most: 20, more: true },
  { name: "politics", way: "text", most: 20, more: true },
  { name: "note", way: "long", most: 200, more: true, wide: true },
];

export const ORGANISATION: Field[] = [
  { name: "name", way: "text", must: true, most: 80, wide: true },
  { name: "kind", way: "choice", kind: "organisation", must: true },
  { name: "trade", way: "text", most: 40 },
  { name: "small_premises", way: "choice", kind: "small" },
  { name: "partner", way: "yes" },
  { name: "premises", way: "text", most: 120, wide: true },
  { name: "employees", way: "whole" },
  { name: "equipment", way: "whole", hint: "equipment" },
  { name: "credit_code", way: "text", most: 40 },
  { name: "square_metres", way: "amount" },
  { name: "note", way: "long", most: 200, wide: true },
];
