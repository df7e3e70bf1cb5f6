// A chart in a box; the library that draws is fetched when the first picture is opened.
import type { EChartsType } from "echarts/core";

export type Chart = EChartsType;

export const chartIn = async (box: HTMLElement): Promise<Chart> => (await import("./library")).init(box);
