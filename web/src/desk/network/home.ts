// One household's picture: who stands where around it, and what is missing as an empty place.
import type { HomeNetwork } from "@/api/network";
import { t } from "@/ui/i18n";
import { called } from "@/ui/register/kinds";

import type { Knot, Thread } from "./drawing";
import type { Around } from "./layout";
import { CONTACT, HOME, INFORMANT, LACKING, LINES, type Line, MEMBER, WORKER } from "./marks";

type TieTold = HomeNetwork["ties"][number];

const nameOf = (one: TieTold): string => one.name || t("network.one.elsewhere");
const kinOf = (one: TieTold): string => (one.kin ? called("kin", one.kin) : called("tie", one.kind));

function tieLabel(one: TieTold): string {
  const flags = [
    one.emergency ? t("network.one.emergency") : "",
    one.has_key ? t("network.one.key") : "",
  ].filter(Boolean);
  return [`${kinOf(one)} ${nameOf(one)}`, flags.join(" · ")].filter(Boolean).join("\n");
}

/** Who is missing stands there as an empty place. */
const missing = (net: HomeNetwork): [id: string, where: Around["where"], text: string][] => [
  ...(net.team.length ? [] : [["no:team", "left", t("network.one.no_team")] as [string, "left", string]]),
  ...(net.informants.length
    ? []
    : [["no:informant", "left", t("network.one.no_informants")] as [string, "left", string]]),
  ...(net.ties.length ? [] : [["no:tie", "right", t("network.one.no_ties")] as [string, "right", string]]),
];

export const placesOf = (net: HomeNetwork): Around[] => [
  ...net.team.map((one): Around => ({ id: one.id, where: "left" })),
  ...net.informants.map((one): Around => ({ id: one.id, where: "left" })),
  ...net.ties.map((one): Around => ({ id: one.id, where: "right" })),
  ...missing(net).map(([id, where]): Around => ({ id, where })),
  ...net.members.map((one): Around => ({ id: one.id, where: "below" })),
];

export function knotsOf(net: HomeNetwork, center: string): Knot[] {
  const home = net.household;
  if (!home) return [];
  return [
    {
      id: center,
      label: home.name || t("network.one.center"),
      told: [home.place, t(`network.reach.${home.reach}`)].join("\n"),
      mark: HOME[home.reach],
      size: 64,
      where: "inside",
    },
    ...net.team.map((one): Knot => ({
      id: one.id,
      label: `${one.title} ${one.holder_name}`,
      told: [one.holder_name, one.name].filter(Boolean).join("\n"),
      mark: WORKER,
      size: 22,
      where: "left",
    })),
    ...net.informants.map((one): Knot => ({
      id: one.id,
      label: `${t("network.informants")} ${one.name || t("network.one.elsewhere")}`,
      told: [one.name, one.building_name || one.area_name, one.phone].filter(Boolean).join("\n"),
      mark: INFORMANT,
      size: 24,
      where: "left",
    })),
    ...net.ties.map((one): Knot => ({
      id: one.id,
      label: tieLabel(one),
      told: [nameOf(one), kinOf(one), one.phone || t("network.one.no_phone")].join("\n"),
      mark: CONTACT,
      size: 22,
      where: "right",
    })),
    ...missing(net).map(([id, where, label]): Knot => ({
      id,
      label,
      told: label,
      mark: LACKING,
      size: 22,
      where: where === "right" ? "right" : "left",
      dashed: true,
    })),
    ...net.members.map((one): Knot => ({
      id: one.id,
      label: `${one.name}\n${called("relation", one.relation)}`,
      told: [one.name, called("relation", one.relation), one.phone || t("network.one.no_phone")].join("\n"),
      mark: MEMBER,
      size: 20,
      where: "bottom",
    })),
  ];
}

const STRONG: Line = { color: "#24568f", width: 1.6, opacity: 0.7, dashed: false };
const INSIDE: Line = { color: "#8a8f96", width: 1, opacity: 0.5, dashed: false };

const walks = (role: string): boolean => role === "grid_worker" || role === "grid_lead";

/** The resident whose page a knot opens; none of somebody outside the register. */
export function residentOf(net: HomeNetwork, id: string): string | null {
  const residents = [
    ...net.ties.map((one) => [one.id, one.other] as const),
    ...net.informants.map((one) => [one.id, one.resident] as const),
    ...net.members.map((one) => [one.id, one.id] as const),
  ];
  return new Map(residents).get(id) ?? null;
}

/** The picture in a sentence. */
export const saidOf = (net: HomeNetwork): string =>
  t("network.one.said", {
    who: net.household?.name || t("network.nameless"),
    members: net.members.length,
    ties: net.ties.length,
    informants: net.informants.length,
    team: net.team.length,
  });

/** A line of the worker is whole where somebody met them lately, else dashed. */
export function threadsOf(net: HomeNetwork, center: string): Thread[] {
  const met = net.household?.threads.includes("visit") ?? false;
  return [
    ...net.team.map((one): Thread => ({
      source: one.id,
      target: center,
      line: { ...STRONG, dashed: !(met && walks(one.role)), opacity: met && walks(one.role) ? 0.8 : 0.35 },
    })),
    ...net.informants.map((one): Thread => ({
      source: one.id,
      target: center,
      line: { ...LINES.informant, width: 1.6, opacity: 0.7, dashed: false },
    })),
    ...net.ties.map((one): Thread => ({ source: one.id, target: center, line: LINES.tie })),
    ...net.members.map((one): Thread => ({ source: one.id, target: center, line: INSIDE })),
  ];
}
