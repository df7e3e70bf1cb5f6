// The names the screens of patrols use for what the server answers.
import { type Answer, type Body, get, post, type PostAnswer } from "./client";
import type { components } from "./schema";

type Schemas = components["schemas"];

export type PatrolRoute = Schemas["PatrolRouteLine"];
export type PatrolRouteWhole = Schemas["PatrolRouteWhole"];
export type PatrolRouteSaid = Body<"/api/patrols/routes">;
export type PatrolPoint = Schemas["PatrolPoint"];
export type PatrolDay = Answer<"/api/patrols/day">;
export type PatrolDayRoute = Schemas["PatrolDayRoute"];
export type PatrolSlotWalked = Schemas["PatrolSlotWalked"];
export type PatrolsOfMine = Answer<"/api/patrols/mine">;
export type PatrolRouteOfMine = Schemas["PatrolRouteOfMine"];
export type PatrolSlotOfMine = Schemas["PatrolSlotOfMine"];
export type PatrolPointAlong = Schemas["PatrolPointAlong"];
export type PatrolRound = Schemas["PatrolRound"];
export type PatrolRoundWhole = Schemas["PatrolRoundWhole"];
export type PatrolRoundSaid = Body<"/api/patrols/rounds">;
export type PatrolFinding = Schemas["PatrolFinding"];
export type PatrolFindingLine = Schemas["PatrolFindingLine"];
export type PatrolOffer = Schemas["PatrolOffer"];
export type PatrolFigures = Answer<"/api/patrols/figures">;

export const showRoute = (id: string): Promise<PatrolRouteWhole> =>
  get("/api/patrols/routes/{route_id}", { path: { route_id: id } });

export const showRound = (id: string): Promise<PatrolRoundWhole> =>
  get("/api/patrols/rounds/{round_id}", { path: { round_id: id } });

export const recordRound = (said: PatrolRoundSaid, id: string): Promise<PostAnswer<"/api/patrols/rounds">> =>
  post("/api/patrols/rounds", said, { id });
