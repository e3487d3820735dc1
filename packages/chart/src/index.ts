export { COLORINGS, type Coloring } from "./coloring.js";
export { LAYOUTS, type Layout } from "./layout.js";
export { type ChartPageOptions, toChartPage } from "./to-chart-page.js";
