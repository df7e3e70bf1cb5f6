// How households and whoever reaches them are drawn: a colour and a shape each, so that no colour tells it alone.
import type { Reach } from "@/api/network";

export type Shape = "circle" | "roundRect" | "diamond" | "emptyCircle";

export interface Mark {
  color: string;
  edge: string;
  text: string;
  shape: Shape;
}

/** Households by how well they are reached: nobody is full and red, the better the paler. */
export const HOME: Record<Reach, Mark> = {
  nobody: { color: "#c8435f", edge: "#8f2740", text: "#ffffff", shape: "circle" },
  one: { color: "#fbe3b8", edge: "#b86e00", text: "#5c3700", shape: "circle" },
  two: { color: "#dbe7f4", edge: "#24568f", text: "#1b4373", shape: "circle" },
  more: { color: "#dcefe8", edge: "#2b8266", text: "#1f6650", shape: "circle" },
};
export const WORKER: Mark = { color: "#24568f", edge: "#1b4373", text: "#1f2933", shape: "roundRect" };
export const INFORMANT: Mark = { color: "#2b8266", edge: "#1f6650", text: "#1f2933", shape: "diamond" };
export const CONTACT: Mark = { color: "#ffffff", edge: "#24568f", text: "#1f2933", shape: "circle" };
export const MEMBER: Mark = { color: "#efeeea", edge: "#8a8f96", text: "#1f2933", shape: "circle" };
export const LACKING: Mark = { color: "#ffffff", edge: "#c8435f", text: "#ad2f4b", shape: "circle" };

export interface Line {
  color: string;
  width: number;
  opacity: number;
  dashed: boolean;
}

export const LINES: Record<"visit" | "informant" | "tie", Line> = {
  visit: { color: "#24568f", width: 0.8, opacity: 0.22, dashed: false },
  informant: { color: "#2b8266", width: 0.8, opacity: 0.22, dashed: true },
  tie: { color: "#b86e00", width: 2, opacity: 0.85, dashed: false },
};
