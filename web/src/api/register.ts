// The names the register's screens use for what the server answers.
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
export type LabelDue = Schemas["LabelDue"];
export type LabelKind = Schemas["LabelKindOut"];
export type SkillKind = Schemas["SkillKindOut"];
export type Lease = Schemas["LeaseRow"];
export type Double = Schemas["Double"];
export type Organisation = Schemas["OrganisationOut"];
export type OrganisationRow = Schemas["OrganisationRow"];
