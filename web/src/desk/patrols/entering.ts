// A round typed from a printed sheet, and the command it becomes.
import { newId } from "@/api/ids";
import type { PatrolPoint, PatrolRoundSaid } from "@/api/patrols";

/** The site is in China, which has one time and no summer time. */
const ZONE = "+08:00";

export interface LineForm {
  /** The finding's, should one be written. */
  id: string;
  point: string;
  name: string;
  /** Nothing where the point was not seen and nothing is said of it. */
  state: "fine" | "found" | "skipped" | "";
  reason: string;
  way: "matter" | "spot";
  words: string;
  urgent: boolean;
}

export interface OfferForm {
  id: string;
  who: string;
  what: string;
}

export interface EnterForm {
  id: string;
  started: string;
  ended: string;
  lines: LineForm[];
  offers: OfferForm[];
  remarks: string;
}

export const emptyLine = ({ id, name }: Pick<PatrolPoint, "id" | "name">): LineForm => ({
  id: newId(),
  point: id,
  name,
  state: "fine",
  reason: "",
  way: "matter",
  words: "",
  urgent: false,
});

export const emptyOffer = (): OfferForm => ({ id: newId(), who: "", what: "" });

export const saidOf = (form: EnterForm, route: string, slot: number, on: string): PatrolRoundSaid => ({
  id: form.id,
  route,
  slot,
  started_at: `${on}T${form.started}:00${ZONE}`,
  ended_at: `${on}T${form.ended < form.started ? form.started : form.ended}:00${ZONE}`,
  ticks: form.lines
    .filter(({ state }) => state)
    .map(({ point, state, reason }) =>
      state === "skipped" ? { point, state, reason: reason.trim() } : { point, state: "fine", reason: "" },
    ),
  findings: form.lines
    .filter(({ state }) => state === "found")
    .map(({ id, point, way, words, urgent }) => ({
      id,
      point,
      way,
      words: words.trim(),
      urgent: way === "matter" && urgent,
      files: [],
    })),
  offers: form.offers.map(({ id, who, what }) => ({ id, who: who.trim(), what: what.trim() })),
  remarks: form.remarks.trim(),
  from_paper: true,
});
