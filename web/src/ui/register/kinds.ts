// The values the register's columns may have; what they are called stands in the words, under `register.kind`.
import { t } from "@/ui/i18n";

export const KINDS = {
  estate: ["managed", "abandoned", "community"],
  building: ["homes", "mixed", "trade"],
  use: ["own", "let", "shared", "vacant", "unknown"],
  household: ["family", "collective"],
  sex: ["male", "female", "unknown"],
  paper: ["citizen", "booklet", "hk_macao", "taiwan", "passport", "other"],
  presence: ["here", "guest", "away", "hung", "unknown"],
  relation: [
    "head",
    "spouse",
    "son",
    "daughter",
    "grandchild",
    "parent",
    "grandparent",
    "sibling",
    "in_law",
    "tenant",
    "other",
  ],
  state: ["active", "left", "died"],
  tie: ["relative", "neighbour", "trusted", "carer", "volunteer", "informant", "other"],
  kin: ["", "child", "spouse", "parent", "sibling", "grandchild", "in_law", "nephew", "other"],
  organisation: ["shop", "enterprise", "public", "social", "other"],
  small: [
    "",
    "school",
    "clinic",
    "store",
    "restaurant",
    "hostel",
    "amusement",
    "internet",
    "beauty",
    "workshop",
  ],
} as const;

export type Kind = keyof typeof KINDS;

export interface Option {
  value: string;
  text: string;
}

/** What a value of a column is called. */
export const called = (kind: Kind | "beginning" | "ending" | "merged", value: string): string =>
  t(`register.kind.${kind}.${value || "none"}`);

/** The values of a column to choose from. */
export const choices = (kind: Kind): Option[] =>
  KINDS[kind].map((value) => ({ value, text: called(kind, value) }));
