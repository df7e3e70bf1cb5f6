// What can be done at a dwelling's page: the words are the abilities the server tells.
export type DwellingAct =
  | "change"
  | "confirm"
  | "found-household"
  | "change-tenant"
  | "close"
  | "change-household"
  | "add-resident"
  | "move"
  | "leave"
  | "give-label";

/** Of the dwelling itself, in the order they stand above the page. */
export const HEAD_ACTS: DwellingAct[] = ["close", "change", "change-tenant", "found-household", "confirm"];

/** Of a household: the ability, and the act it opens. */
export const HOUSEHOLD_ACTS: { ability: string; act: DwellingAct }[] = [
  { ability: "add-resident", act: "add-resident" },
  { ability: "move", act: "move" },
  { ability: "leave", act: "leave" },
  { ability: "give-label", act: "give-label" },
  { ability: "change", act: "change-household" },
];
