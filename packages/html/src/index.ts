export { fromHtml } from "./from-html.js";
export { htmlProblems } from "./problems.js";
