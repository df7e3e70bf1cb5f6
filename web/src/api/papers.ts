// Papers about a matter and lists to take along. Each is made anew when asked for, and each is written down.
import { type Body, make, type MadeFile } from "./client";

export type Export = Body<"/api/matters/export">;

/** The receipt; with the code only where it was just given out. */
export const makeReceipt = (id: string, code = "", slip = false): Promise<MadeFile> =>
  make("/api/matters/{matter_id}/receipt", { code, slip }, { path: { matter_id: id } });

/** The letter with the latest answer; a reason reveals the reporter's name. */
export const makeLetter = (id: string, reason = ""): Promise<MadeFile> =>
  make("/api/matters/{matter_id}/letter", { reason }, { path: { matter_id: id } });

export const makeList = (asked: Export): Promise<MadeFile> => make("/api/matters/export", asked);
