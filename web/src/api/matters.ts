// Reading matters and taking steps with them. A step is named by its verb, exactly as in a matter's abilities.
import { type Asked, type Body, type PostPath, get, post } from "./client";
import type {
  Alike,
  AnswerRule,
  Category,
  CheckPoint,
  Detail,
  DraftPreview,
  Drafts,
  HotNear,
  MatterEvent,
  MatterPage,
  Receipt,
  Revealed,
  Suggestion,
  Workbench,
} from "./types";

export type MatterQuery = NonNullable<Asked<"/api/matters">>;

type StepPath = Extract<PostPath, `/api/matters/{matter_id}/${string}`>;
type VerbIn<P> = P extends `/api/matters/{matter_id}/${infer V}` ? V : never;
/** The verbs of the loop; what shows or renews something moves nothing. */
export type Verb = Exclude<
  VerbIn<StepPath>,
  "reveal" | "renew-code" | "receipt" | "letter" | "block-sender" | "check-answer" | "draft-preview" | "draft"
>;
export type StepBody<V extends Verb> = Body<Extract<StepPath, `/api/matters/{matter_id}/${V}`>>;

export const listMatters = (query: MatterQuery, signal?: AbortSignal): Promise<MatterPage> =>
  get("/api/matters", signal ? { query, signal } : { query });

export const showMatter = (id: string): Promise<Detail> =>
  get("/api/matters/{matter_id}", { path: { matter_id: id } });

export const showTimeline = (id: string): Promise<MatterEvent[]> =>
  get("/api/matters/{matter_id}/timeline", { path: { matter_id: id } });

export const showWorkbench = (): Promise<Workbench> => get("/api/workbench");

/** Take a step; the answer is the matter as it stands now. */
export function takeStep<V extends Verb>(
  id: string,
  verb: V,
  body: StepBody<V>,
  command: string,
): Promise<Detail> {
  const path = `/api/matters/{matter_id}/${verb}` as "/api/matters/{matter_id}/note";
  return post(path, body as unknown as Body<"/api/matters/{matter_id}/note">, {
    path: { matter_id: id },
    id: command,
  });
}

export const revealReporter = (id: string, reason: string, command: string): Promise<Revealed> =>
  post("/api/matters/{matter_id}/reveal", { reason }, { path: { matter_id: id }, id: command });

/** A new code for the reporter; the old one is void. */
export const renewCode = (id: string, reason: string, command: string): Promise<Receipt> =>
  post("/api/matters/{matter_id}/renew-code", { reason }, { path: { matter_id: id }, id: command });

export const answerForOrder = async (id: string): Promise<string> =>
  (await get("/api/matters/{matter_id}/order-answer", { path: { matter_id: id } })).text;

export const suggestFor = (typed: Body<"/api/matters/suggest">, signal: AbortSignal): Promise<Suggestion> =>
  post("/api/matters/suggest", typed, { signal });

export const similarTo = (typed: Body<"/api/matters/similar">, signal: AbortSignal): Promise<Alike[]> =>
  post("/api/matters/similar", typed, { signal });

/** The hot issue that what is typed would lie in. */
export const hotNear = (typed: Body<"/api/hotspots/near">, signal: AbortSignal): Promise<HotNear | null> =>
  post("/api/hotspots/near", typed, { signal });

export const readPasted = (kind: "chat" | "order", text: string): Promise<Drafts> =>
  post(kind === "chat" ? "/api/matters/read-chat" : "/api/matters/read-order", { text });

let categories: Promise<Category[]> | undefined;

/** The tree of categories; asked for once. */
export function listCategories(): Promise<Category[]> {
  categories ??= get("/api/matters/categories").catch((failure: unknown) => {
    categories = undefined;
    throw failure;
  });
  return categories;
}

/** What the rules say of an answer as it stands. */
export const checkAnswer = (
  id: string,
  typed: Body<"/api/matters/{matter_id}/check-answer">,
  signal: AbortSignal,
): Promise<CheckPoint[]> =>
  post("/api/matters/{matter_id}/check-answer", typed, { path: { matter_id: id }, signal });

/** What is asked of a model of the site's own: an answer or a summary, without the words struck out. */
export type DraftWanted = Required<Body<"/api/matters/{matter_id}/draft-preview">>;

/** What a model of the site's own would be sent; nothing is. */
export const previewDraft = (id: string, asked: DraftWanted): Promise<DraftPreview> =>
  post("/api/matters/{matter_id}/draft-preview", asked, { path: { matter_id: id } });

/** A draft of what was seen before; it is stored nowhere. */
export const askForDraft = async (
  id: string,
  asked: DraftWanted,
  mark: string,
  command: string,
): Promise<string> =>
  (await post("/api/matters/{matter_id}/draft", { ...asked, mark }, { path: { matter_id: id }, id: command }))
    .text;

export const listAnswerRules = (): Promise<AnswerRule[]> => get("/api/matters/answer-rules");
