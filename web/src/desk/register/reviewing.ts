// Saying that a label still holds.
import type { post as send } from "@/api/client";
import { newId } from "@/api/ids";
import type { Label } from "@/api/register";

/** When to look again comes from the dictionary. */
export const reviewLabel = (label: Label, post: typeof send): Promise<unknown> =>
  post("/api/register/labels/{label_id}/review", { note: "" } as never, {
    path: { label_id: label.id },
    id: newId(),
  });
