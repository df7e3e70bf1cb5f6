// The steps of the loop as a screen sees them: which comes first, what it must be told, and what is sent. What is allowed
// is never decided here; it stands in the matter's abilities.
import type { StepBody, Verb } from "@/api/matters";
import type { Detail, StoredFile } from "@/api/types";

export interface StepForm {
  reason: string;
  words: string;
  to: string;
  outcome: "solved" | "explained" | "";
  files: StoredFile[];
  post: string;
  review_on: string;
  until: string;
  into: string;
  reached: boolean | null;
  score: number;
  category: string;
  area: string;
  place: string;
  urgency: string;
}

export type FormKind =
  | "none"
  | "accept"
  | "classify"
  | "reason"
  | "refer"
  | "words"
  | "outcome"
  | "dispatch"
  | "hold"
  | "extend"
  | "wordless"
  | "merge"
  | "follow_up"
  | "rate"
  | "reopen";

export const KINDS: Record<Verb, FormKind> = {
  accept: "accept",
  decline: "reason",
  refer: "refer",
  classify: "classify",
  dispatch: "dispatch",
  settle: "outcome",
  take: "none",
  answer: "words",
  note: "words",
  return: "reason",
  escalate: "reason",
  hold: "hold",
  resume: "none",
  review: "hold",
  extend: "extend",
  grant: "wordless",
  refuse: "reason",
  remind: "wordless",
  supervise: "reason",
  lift: "reason",
  merge: "merge",
  split: "reason",
  resolve: "outcome",
  follow_up: "follow_up",
  rate: "rate",
  reopen: "reopen",
  close: "reason",
  withdraw: "reason",
};

/** The natural next steps from each state, the likeliest first; where none stands here, nothing is urged. */
const NEXT: Record<string, Verb[]> = {
  received: ["accept"],
  accepted: ["dispatch", "take", "settle"],
  dispatched: ["take"],
  in_hand: ["resolve"],
  long_term: ["resume", "review"],
  resolved: ["follow_up"],
  followed_up: ["rate", "close"],
  rated: ["close", "reopen"],
};
/** Steps that turn somebody away or back: last, and written in the flower's colour. */
const GRAVE: Verb[] = ["return", "decline", "refer", "withdraw"];
const ORDER: Verb[] = [
  "accept",
  "grant",
  "refuse",
  "take",
  "resolve",
  "dispatch",
  "settle",
  "follow_up",
  "rate",
  "reopen",
  "close",
  "resume",
  "answer",
  "note",
  "classify",
  "escalate",
  "hold",
  "review",
  "extend",
  "remind",
  "supervise",
  "lift",
  "merge",
  "split",
  ...GRAVE,
];

export const isGrave = (verb: Verb): boolean => GRAVE.includes(verb);

/** The steps somebody may take, the natural one first. */
export function stepsOf(abilities: readonly string[]): Verb[] {
  return ORDER.filter((verb) => abilities.includes(verb));
}

/** The one step that stands out, if there is one: nobody is pushed to note, answer or turn away. */
export function nextStep(
  matter: Pick<Detail, "state" | "undecided"> & { extend_to?: string | null },
  steps: readonly Verb[],
): Verb | null {
  const natural = NEXT[matter.state] ?? [];
  const asked: Verb[] = matter.extend_to ? ["grant"] : [];
  const wanted: Verb[] = matter.undecided ? ["reopen", ...natural] : [...asked, ...natural];
  return wanted.find((verb) => steps.includes(verb)) ?? null;
}

/** Dispatching what somebody already has in hand takes it from him: he is told why. */
const takesAway = (verb: Verb, state: string): boolean => verb === "dispatch" && state === "in_hand";

/** The key of a step's name: dispatching again is called so. */
export const nameKeyOf = (verb: Verb, state: string): string =>
  verb === "dispatch" && ["dispatched", "in_hand"].includes(state)
    ? "matter.steps.dispatch.again"
    : `matter.steps.${verb}.name`;

/** The key of what a step asks for in words. */
export const askKeyOf = (verb: Verb, state: string): string =>
  takesAway(verb, state) ? "matter.steps.dispatch.ask_why" : `matter.steps.${verb}.ask`;

export function blankForm(matter: Detail, words = ""): StepForm {
  return {
    reason: words,
    words,
    to: "",
    outcome: "",
    files: [],
    post: "",
    review_on: "",
    until: "",
    into: "",
    reached: null,
    score: 0,
    category: matter.category,
    area: matter.area,
    place: matter.place,
    urgency: matter.urgency,
  };
}

type Rule = (form: StepForm, state: string) => boolean;
const said = (text: string, least = 1): boolean => text.trim().length >= least;

const READY: Record<FormKind, Rule> = {
  none: () => true,
  accept: () => true,
  classify: () => true,
  reason: (form) => said(form.reason, 2),
  refer: (form) => said(form.reason, 2) && said(form.to),
  words: (form) => said(form.words),
  outcome: (form) => said(form.words) && form.outcome !== "",
  dispatch: (form, state) => said(form.post) && (!takesAway("dispatch", state) || said(form.words, 2)),
  hold: (form) => said(form.reason, 2) && said(form.review_on),
  extend: (form) => said(form.reason, 2) && said(form.until),
  wordless: () => true,
  merge: (form) => said(form.into),
  follow_up: (form) => form.reached !== null,
  rate: (form) => form.score >= 1,
  reopen: (form) => said(form.reason, 2),
};

/** Whether everything the step must be told is there. */
export const isReady = (verb: Verb, form: StepForm, state: string): boolean =>
  READY[KINDS[verb]](form, state);

type Corrections = {
  category?: string;
  area?: string;
  place?: string;
  urgency?: "urgent" | "soon" | "ordinary";
};

/** Only what was corrected is sent. */
export function correctionsOf(form: StepForm, matter: Detail): Corrections {
  const changed: Corrections = {};
  if (form.category && form.category !== matter.category) changed.category = form.category;
  if (form.area && form.area !== matter.area) changed.area = form.area;
  if (form.place !== matter.place) changed.place = form.place;
  if (form.urgency !== matter.urgency) changed.urgency = form.urgency as "urgent";
  return changed;
}

const idsOf = (form: StepForm): string[] => form.files.map((file) => file.id);

type Bodies = { [K in FormKind]: (form: StepForm, matter: Detail) => Record<string, unknown> };

const BODIES: Bodies = {
  none: () => ({}),
  accept: (form, matter) => ({
    ...correctionsOf(form, matter),
    ...(form.post ? { post: form.post } : {}),
    ...(said(form.words) ? { answer: form.words, outcome: form.outcome || "solved" } : {}),
  }),
  classify: correctionsOf,
  reason: (form) => ({ reason: form.reason }),
  refer: (form) => ({ reason: form.reason, to: form.to }),
  words: (form) => ({ words: form.words }),
  outcome: (form) => ({ words: form.words, outcome: form.outcome, files: idsOf(form) }),
  dispatch: (form) => ({ post: form.post, words: form.words }),
  hold: (form) => ({ reason: form.reason, review_on: form.review_on }),
  extend: (form) => ({ reason: form.reason, until: form.until }),
  wordless: (form) => ({ words: form.words }),
  merge: (form) => ({ into: form.into, words: form.words }),
  follow_up: (form) => ({ reached: form.reached === true, words: form.words }),
  rate: (form) => ({ score: form.score, words: form.words }),
  reopen: (form) => ({ reason: form.reason, ...(form.post ? { post: form.post } : {}) }),
};

/** What is sent for a step, with the version that was on the screen. */
export function bodyOf<V extends Verb>(verb: V, form: StepForm, matter: Detail): StepBody<V> {
  return { ...BODIES[KINDS[verb]](form, matter), version: matter.version } as unknown as StepBody<V>;
}
