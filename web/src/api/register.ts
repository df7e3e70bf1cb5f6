// Finding in the register. What is typed names persons, so it travels in the body, never in an address.
import { type Body, post, type PostAnswer } from "./client";

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
