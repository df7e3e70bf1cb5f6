// The library that draws, fetched when the first picture is opened, and of it only what draws graphs.
import type { EChartsType } from "echarts/core";

export type Chart = EChartsType;

async function fetched(): Promise<(box: HTMLElement) => Chart> {
  const [core, { GraphChart }, { TooltipComponent }, { CanvasRenderer }] = await Promise.all([
    import("echarts/core"),
    import("echarts/charts"),
    import("echarts/components"),
    import("echarts/renderers"),
  ]);
  core.use([GraphChart, TooltipComponent, CanvasRenderer]);
  return (box) => core.init(box);
}

let ready: ReturnType<typeof fetched> | null = null;

/** Make a chart in a box. */
export async function chartIn(box: HTMLElement): Promise<Chart> {
  ready ??= fetched();
  return (await ready)(box);
}
