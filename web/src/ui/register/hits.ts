// What was found, in words: where it leads, what is said below its name.
import type { Hit, HitNoun } from "@/api/register";

import { t } from "../i18n";

const PLACES: Record<HitNoun, string> = {
  resident: "residents",
  dwelling: "dwellings",
  organisation: "organisations",
  building: "buildings",
};

/** The page of what was found, on either face. */
export const pathOf = (hit: Pick<Hit, "noun" | "id">): string => `/register/${PLACES[hit.noun]}/${hit.id}`;

function ofPerson(hit: Hit): string[] {
  const sex = hit.sex === "male" || hit.sex === "female" ? t(`register.find.sex.${hit.sex}`) : "";
  const age = hit.age === null ? "" : t("register.find.age", { n: hit.age });
  return [sex, age, home(hit), hit.phone];
}

// A building's name often ends with its number, which the code says again.
function home(hit: Hit): string {
  const number = hit.code.split("-")[0] ?? "";
  const ends = new RegExp(`${number.replace(/\W/g, "\\$&")}(号楼|幢|栋|座)$`);
  const place = number ? hit.place.replace(ends, "") : hit.place;
  return [place, hit.code].filter(Boolean).join(" ");
}

const SAID: Record<HitNoun, (hit: Hit) => string[]> = {
  resident: ofPerson,
  dwelling: (hit) => [
    hit.place,
    hit.kind ? t(`register.find.use.${hit.kind}`) : "",
    hit.members ? t("register.find.members", { n: hit.members }) : t("register.find.nobody"),
  ],
  organisation: (hit) => [hit.trade || t(`register.find.kind.${hit.kind}`), hit.place, hit.code],
  building: (hit) => [hit.place, hit.code],
};

/** The line below its name. */
export const saidOf = (hit: Hit): string => SAID[hit.noun](hit).filter(Boolean).join(" · ");

const GONE = new Set(["left", "died", "closed"]);

/** Whether somebody left or died, or something closed; said beside the name. */
export const goneOf = (hit: Hit): string =>
  GONE.has(hit.state) ? t(`register.find.state.${hit.state}`) : "";

/** Why it was found, where that is not seen in the line itself. */
export const whyOf = (hit: Hit): string =>
  hit.why
    .filter((one) => HIDDEN.has(one.by))
    .map((one) => t(`register.find.by.${one.by}`, { word: one.word }))
    .join("，");

const HIDDEN = new Set(["sound", "tail", "number", "skill", "work", "code"]);
