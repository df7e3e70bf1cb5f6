// The names the screens of visits use for what the server answers.
import { type Body, get, type Answer, post, type PostAnswer } from "./client";
import type { components } from "./schema";

type Schemas = components["schemas"];

export type Door = Schemas["DoorOut"];
export type DoorWhole = Schemas["DoorWhole"];
export type DoorAlong = Schemas["DoorAlong"];
export type DuePage = Schemas["DuePage"];
export type Somebody = Schemas["SomebodyOut"];
export type VisitLine = Schemas["VisitLine"];
export type VisitSaid = Body<"/api/visits">;
export type Coverage = Schemas["CoverageOut"];
export type Counts = Schemas["Counts"];
export type BuildingCovered = Schemas["BuildingCovered"];
export type Campaign = Schemas["CampaignLine"];
export type CampaignWhole = Schemas["CampaignOut"];
export type CampaignSaid = Body<"/api/visits/campaigns">;
export type Target = Schemas["TargetLine"];
export type Carried = Answer<"/api/visits/carried">;
export type CarriedCampaign = Schemas["CarriedCampaign"];
export type CarriedLine = Schemas["CarriedLine"];
export type Carrier = Schemas["CarrierOut"];
export type Cadence = Schemas["CadenceOut"];
export type DueCalendar = Answer<"/api/visits/calendar">;
export type JournalLine = Schemas["JournalLine"];

export const showDoor = (subject: string): Promise<DoorWhole> =>
  get("/api/visits/doors/{door_id}", { path: { door_id: subject } });

export const recordVisit = (said: VisitSaid, id: string): Promise<PostAnswer<"/api/visits">> =>
  post("/api/visits", said, { id });
