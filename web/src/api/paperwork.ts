// The names the screens of papers, talks and noticeboards use for what the server answers.
import type { components } from "./schema";

type Schemas = components["schemas"];

export type Card = Schemas["ContactCardOut"];
export type Cards = Schemas["ContactCardsOut"];
export type VisitNotice = Schemas["VisitNoticeOut"];
export type Caller = Schemas["CallerOut"];
export type RouteSheet = Schemas["RouteSheetLine"];
export type RouteSheetWhole = Schemas["RouteSheetOut"];
export type SheetDoor = Schemas["SheetDoorOut"];
export type Interview = Schemas["InterviewOut"];
export type Board = Schemas["BoardOut"];
