// The names screens use for what the server answers.
import type { components } from "./schema";

type Schemas = components["schemas"];

export type Me = Schemas["Me"];
export type SeatOfMine = Me["posts"][number];
export type Row = Schemas["Row"];
export type MatterPage = Schemas["Page"];
export type Detail = Schemas["Detail"];
export type Clock = Schemas["Clock"];
export type MatterEvent = Schemas["Event"];
export type Note = Schemas["NoteOut"];
export type StoredFile = Schemas["FileOut"];
export type Masked = Schemas["Masked"];
export type Revealed = Schemas["Revealed"];
export type Raise = Schemas["Raise"];
export type Receipt = Schemas["Receipt"];
export type Reporter = Schemas["Reporter"];
export type Suggestion = Schemas["SuggestOut"];
export type SuggestedCategory = Schemas["Suggested"];
export type Draft = Schemas["Draft"];
export type Drafts = Schemas["Drafts"];
export type Category = Schemas["CategoryOut"];
export type Workbench = Schemas["Workbench"];
export type WorkbenchGroup = Workbench["waiting"];
export type Grid = Schemas["GridOut"];
export type Area = Schemas["AreaOut"];
export type Post = Schemas["PostOut"];
export type PostChoice = Schemas["PostRefOut"];
export type Title = Schemas["TitleOut"];
export type Person = Schemas["PersonOut"];
export type Block = Schemas["BlockOut"];
export type Message = Schemas["MessageOut"];
export type Messages = Schemas["MessagesOut"];
