/** The page without its registry, made by the build of `page/`. */
declare const template: string;
export default template;
