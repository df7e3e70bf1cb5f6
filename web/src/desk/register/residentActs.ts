// What can be done at a resident's page: the words are the abilities the server tells, and skills, which are a change.
export type ResidentAct =
  "change" | "move" | "leave" | "give-label" | "come-back" | "merge" | "part" | "skills";

/** Those that stand above the page; labels and skills have their own places. */
export const RESIDENT_ACTS: ResidentAct[] = ["part", "merge", "leave", "move", "come-back", "change"];
