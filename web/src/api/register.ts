// The names the register's screens use for what the server answers.
import { type Body, get, post, type PostAnswer } from "./client";
import { newId } from "./ids";
import type { components } from "./schema";

type Schemas = components["schemas"];

export type Estate = Schemas["EstateOut"];
export type BuildingRow = Schemas["BuildingRow"];
export type Building = Schemas["BuildingOut"];
export type Stairwell = Building["entrances"][number];
export type Floor = Stairwell["floors"][number];
export type Cell = Floor["dwellings"][number];
export type Dwelling = Schemas["DwellingOut"];
export type Household = Dwelling["households"][number];
export type HouseholdBefore = Dwelling["before"][number];
export type Member = Household["members"][number];
export type Resident = Schemas["ResidentOut"];
export type ResidentRow = Schemas["ResidentRow"];
export type ResidentPage = Schemas["ResidentPage"];
export type ResidentRevealed = Schemas["ResidentRevealed"];
export type StayOf = Resident["stays"][number];
export type Change = Schemas["ChangeOut"];
export type Label = Schemas["LabelOut"];
export type Tie = Schemas["TieOut"];
export type Informant = Schemas["InformantOut"];
export type InformedBuilding = Schemas["InformedBuilding"];
export type LabelDue = Schemas["LabelDue"];
export type LabelKind = Schemas["LabelKindOut"];
export type SkillKind = Schemas["SkillKindOut"];
export type Lease = Schemas["LeaseRow"];
export type Double = Schemas["Double"];
export type Organisation = Schemas["OrganisationOut"];
export type OrganisationRow = Schemas["OrganisationRow"];
// Finding in the register. What is typed names persons, so it travels in the body, never in an address.

export type Found = PostAnswer<"/api/register/find">;
export type HitGroup = Found["groups"][number];
export type Hit = HitGroup["rows"][number];
export type HitNoun = HitGroup["noun"];
export type Fragments = Body<"/api/register/fragments">;
export type Fitting = PostAnswer<"/api/register/fragments">["rows"][number];
export type FindAsked = Partial<Body<"/api/register/find">> & { q: string };

export const findInRegister = (asked: FindAsked, signal?: AbortSignal): Promise<Found> =>
  post("/api/register/find", asked as Body<"/api/register/find">, signal ? { signal } : {});

/** Every call is entered in the ledger. */
export const findByFragments = async (asked: Fragments, command: string): Promise<Fitting[]> =>
  (await post("/api/register/fragments", asked, { id: command })).rows;

// Places in texts, and what people here call places.

export type Located = PostAnswer<"/api/register/locate">;
export type PlaceMeant = Located["candidates"][number];
export type Nickname = Schemas["NicknameOut"];
export type NicknameOf = "estate" | "building" | "organisation";

export const locate = (text: string, area: string, signal?: AbortSignal): Promise<Located> =>
  post("/api/register/locate", { text, area }, signal ? { signal } : {});

/** From now on a place is called so too. */
export const callIt = async (words: string, of: NicknameOf, id: string): Promise<void> => {
  await post("/api/register/nicknames", { id: newId(), words, area: "", [of]: id }, { id: newId() });
};

export const nicknamesOf = async (of: NicknameOf, id: string): Promise<Nickname[]> =>
  (await get("/api/register/nicknames", { query: { [of]: id } })).rows;

export const endNickname = async (id: string): Promise<void> => {
  await post("/api/register/nicknames/{nickname_id}/end", undefined, {
    path: { nickname_id: id },
    id: newId(),
  });
};
