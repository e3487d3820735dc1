export type { Registry } from "@portolan/model";
export { COLORINGS, type Coloring, type PortKind, type TerminalInk } from "./coloring.js";
export { LAYOUTS, type Layout } from "./layout.js";
export {
  type MapCell,
  type MapLine,
  type MapLinesOptions,
  mapLines,
  type PortMap,
} from "./map-lines.js";
export { type ChartPageOptions, toChartPage } from "./to-chart-page.js";
export { type ChartSvgOptions, toChartSvg } from "./to-chart-svg.js";
