// The names the contact network's screens use for what the server answers.
import type { Body } from "./client";
import type { components } from "./schema";

type Schemas = components["schemas"];

export type Network = Schemas["NetworkOut"];
export type ReachSums = Schemas["ReachSums"];
export type GridReach = Schemas["GridReach"];
export type BuildingReach = Schemas["BuildingReach"];
export type ReachedHome = Schemas["ReachedHome"];
export type PlacedHome = Schemas["PlacedHome"];
export type Picture = Schemas["PictureOut"];
export type HomeNetwork = Schemas["HomeNetwork"];
export type ReachCampaign = Body<"/api/insight/network/campaign">;
export type Reach = ReachedHome["reach"];
export const REACHES: readonly Reach[] = ["nobody", "one", "two", "more"];
