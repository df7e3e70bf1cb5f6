// Of the library that draws only what draws graphs; a piece of its own, fetched with the first picture.
import { GraphChart } from "echarts/charts";
import { TooltipComponent } from "echarts/components";
import { init, use as take } from "echarts/core";
import { CanvasRenderer } from "echarts/renderers";

take([GraphChart, TooltipComponent, CanvasRenderer]);

export { init };
