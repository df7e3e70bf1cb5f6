// @vitest-environment happy-dom
import { describe, expect, it } from "vitest";

import type { PatrolRouteOfMine } from "@/api/patrols";
import type { Shot } from "@/outbox/entries";
import type { KeptPatrol } from "@/outbox/pack";

import { madeFrom } from "./along";
import { emptyFinding, emptyWalk, leftOf, roundPut, stateAt, stateOf, untouched, walkFrom } from "./walking";

const NOW = new Date("2026-11-27T01:30:00Z"); // 09:30 at the site
const point = (id: string): PatrolRouteOfMine["points"][number] => ({
  id,
  kind: "street",
  name: id,
  note: "",
  lies_in: `970101001001001${id}`,
  organisation: null,
});
const ROUTE: PatrolRouteOfMine = {
  id: "r",
  area: "970101001001001",
  name: "东线",
  note: "",
  points: ["a", "b", "c"].map(point),
  slots: [],
};
const SLOT = { number: 1, name: "上午" };
const NONE = new Set<string>();
const shot = (id: string): Shot => ({ id, name: `${id}.jpg`, area: "", blob: new Blob(["x"]) });

describe("a round", () => {
  it("is one command where all is fine", () => {
    const put = roundPut(ROUTE, SLOT, NONE, emptyWalk(), [], true, NOW);
    expect(put).toMatchObject({ path: "/api/patrols/rounds", card: "patrol", title: "东线 · 上午" });
    expect(put.body).toMatchObject({
      slot: 1,
      started_at: NOW.toISOString(),
      ended_at: NOW.toISOString(),
      ticks: ["a", "b", "c"].map((id) => ({ point: id, state: "fine" })),
      findings: [],
      offers: [],
    });
  });

  it("leaves what was seen before, and what is left for later, unsaid", () => {
    const said = { ...emptyWalk(), ticks: { b: { state: "fine" as const, reason: "" } } };
    expect(leftOf(ROUTE, new Set(["a"]), said).map(({ id }) => id)).toEqual(["c"]);
    expect(roundPut(ROUTE, SLOT, new Set(["a"]), said, [], false, NOW).body).toMatchObject({
      ticks: [{ point: "b" }],
    });
    expect(roundPut(ROUTE, SLOT, new Set(["a"]), said, [], true, NOW).body).toMatchObject({
      ticks: [{ point: "b" }, { point: "c" }],
    });
  });

  it("gives each finding its own photos, and comes back as it was", () => {
    const raised = { ...emptyFinding("a"), words: "灯不亮", urgent: true };
    const spot = { ...emptyFinding("", "spot"), words: "当场清了", urgent: true };
    const offer = { ...emptyFinding("b", "offer"), words: "出借会议室", who: "李店" };
    const said = {
      ...emptyWalk(),
      started_at: "2026-11-27T01:00:00Z",
      ticks: {
        b: { state: "fine" as const, reason: "" },
        c: { state: "skipped" as const, reason: "门锁着" },
      },
      findings: [raised, spot, offer],
      shotsOf: [raised.id, spot.id, "gone"],
      remarks: "雨天",
    };
    const shots = [shot("p1"), shot("p2"), shot("p3")];
    const put = roundPut(ROUTE, SLOT, NONE, said, shots, false, NOW);
    expect(put.photos?.map(({ id, area }) => [id, area])).toEqual([
      ["p1", "970101001001001a"],
      ["p2", ROUTE.area],
    ]);
    expect(put.body).toMatchObject({
      findings: [
        { point: "a", way: "matter", urgent: true, files: ["blob:p1"] },
        { point: null, way: "spot", urgent: false, files: ["blob:p2"] },
      ],
      offers: [{ point: "b", what: "出借会议室", who: "李店" }],
    });
    const back = walkFrom(put.body, put.photos ?? [], "old");
    expect(back).toMatchObject({
      id: said.id,
      remarks: "雨天",
      instead: "old",
      shotsOf: [raised.id, spot.id],
    });
    expect(back.findings.map(({ id }) => id)).toEqual([raised.id, spot.id, offer.id]);
    expect(["a", "b", "c"].map((id) => stateAt(back, id))).toEqual(["found", "found", "skipped"]);
    expect(roundPut(ROUTE, SLOT, NONE, back, put.photos as Shot[], false, NOW).body).toMatchObject(
      JSON.parse(JSON.stringify({ ticks: (put.body as { ticks: unknown }).ticks })) as object,
    );
  });

  it("is untouched until something is said", () => {
    expect(untouched(emptyWalk(), 0)).toBe(true);
    expect(untouched({ ...emptyWalk(), remarks: "雨" }, 0)).toBe(false);
    expect(untouched({ ...emptyWalk(), findings: [emptyFinding("")] }, 0)).toBe(false);
  });
});

describe("how a round stands", () => {
  const hours = { begins: "08:30", until: "11:30" };
  it.each([
    ["2026-11-26T23:29:00Z", NONE, "coming"],
    ["2026-11-26T23:30:00Z", NONE, "due"],
    ["2026-11-27T03:30:00Z", NONE, "due"],
    ["2026-11-27T03:31:00Z", NONE, "missed"],
    ["2026-11-27T03:31:00Z", new Set(["a"]), "partly"],
    ["2026-11-26T20:00:00Z", new Set(["a", "b", "c"]), "done"],
  ])("at %s", (at, seen, state) => {
    expect(stateOf(hours, ROUTE.points, seen, new Date(at))).toBe(state);
  });
});

describe("today out of the pack", () => {
  const slots = [{ number: 1, name: "上午", begins: "08:30", until: "11:30" }];
  const kept = (days: string): KeptPatrol => {
    const { id, area, name, note, points } = ROUTE;
    const before = { from_on: "2026-11-01", days, slots: [] };
    const later = { from_on: "2026-12-01", days, slots: [...slots, ...slots] };
    return {
      id,
      area,
      name,
      note,
      points,
      schedules: [before, { from_on: "2026-11-20", days, slots }, later],
    };
  };
  it.each([
    ["working", ["2026-11-27"], "2026-11-27", 1],
    ["working", [], "2026-11-28", 0],
    ["all", [], "2026-11-28", 1],
    ["working", ["2026-12-01"], "2026-12-01", 2],
  ])("%s days, %j", (days, working, on, count) => {
    const made = madeFrom([kept(days)], working, on);
    expect(made.routes[0]?.slots).toHaveLength(count);
    expect(made.routes[0]?.points).toHaveLength(3);
  });
});
