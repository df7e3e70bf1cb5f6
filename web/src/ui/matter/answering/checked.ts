// Which steps have a checklist: those whose words the resident reads as an answer.
import type { Verb } from "@/api/matters";

const CHECKED = new Set<Verb>(["settle", "resolve", "answer", "decline", "refer", "hold", "review"]);

export const isChecked = (verb: Verb): boolean => CHECKED.has(verb);
