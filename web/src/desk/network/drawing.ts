// A picture as the chart wants it: knots at their places, lines between them, words that lie on nothing.
import type { Layout } from "./layout";
import type { Line, Mark } from "./marks";

export interface Knot {
  id: string;
  /** What stands in or beside it. */
  label: string;
  /** What is said of it when one points at it. */
  told: string;
  mark: Mark;
  size: number;
  where: "inside" | "left" | "right" | "bottom";
  dashed?: boolean;
}

export interface Thread {
  source: string;
  target: string;
  line: Line;
}

const FONT =
  '"PingFang SC", "Microsoft YaHei", "Source Han Sans SC", "Noto Sans CJK SC", "Noto Sans SC", sans-serif';
const NOTHING = { symbolSize: 0.001, label: { show: false }, tooltip: { show: false }, silent: true };

function drawn(knot: Knot, layout: Layout): Record<string, unknown>[] {
  const place = layout.places.get(knot.id);
  if (!place) return [];
  const { mark } = knot;
  const inside = knot.where === "inside";
  return [
    {
      id: knot.id,
      name: knot.told,
      x: place.x,
      y: place.y,
      symbol: mark.shape,
      symbolSize: knot.size,
      itemStyle: {
        color: mark.color,
        borderColor: mark.edge,
        borderWidth: 1.5,
        borderType: knot.dashed ? "dashed" : "solid",
      },
      label: {
        show: Boolean(knot.label),
        position: knot.where,
        distance: 6,
        formatter: knot.label,
        color: mark.text,
        fontSize: inside ? Math.max(9, Math.min(12, knot.size * 0.36)) : 12.5,
        fontFamily: FONT,
        lineHeight: 16,
      },
    },
  ];
}

/** All of a picture. Two knots that are not seen hold its corners, so that one step is one pixel. */
export function asChart(layout: Layout, knots: Knot[], threads: Thread[]): Record<string, unknown> {
  const { width, height } = layout;
  const known = new Set(layout.places.keys());
  return {
    animation: false,
    tooltip: { renderMode: "richText", confine: true, padding: [8, 10], textStyle: { fontFamily: FONT } },
    series: [
      {
        type: "graph",
        layout: "none",
        left: 0,
        top: 0,
        width,
        height,
        roam: false,
        cursor: "pointer",
        tooltip: { formatter: "{b}" },
        edgeSymbol: ["none", "none"],
        emphasis: { focus: "adjacency", scale: false, lineStyle: { width: 1.6, opacity: 0.9 } },
        blur: { itemStyle: { opacity: 0.35 }, lineStyle: { opacity: 0.05 } },
        data: [
          { id: "corner:0", x: 0, y: 0, ...NOTHING },
          { id: "corner:1", x: width, y: height, ...NOTHING },
          ...layout.captions.map((one, n) => ({
            id: `caption:${n}`,
            x: one.x,
            y: one.y,
            symbolSize: 0.001,
            silent: true,
            tooltip: { show: false },
            label: {
              show: true,
              formatter: one.text,
              position: "bottom",
              color: "#4a5560",
              fontFamily: FONT,
            },
          })),
          ...knots.flatMap((knot) => drawn(knot, layout)),
        ],
        links: threads
          .filter((one) => known.has(one.source) && known.has(one.target))
          .map(({ source, target, line }) => ({
            source,
            target,
            tooltip: { show: false },
            lineStyle: {
              color: line.color,
              width: line.width,
              opacity: line.opacity,
              type: line.dashed ? "dashed" : "solid",
              curveness: 0.06,
            },
          })),
      },
    ],
  };
}
