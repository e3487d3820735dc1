// What the tests ask of markdown-it, which brings no types.
declare module "markdown-it" {
  interface Token {
    readonly type: string;
    readonly content: string;
    readonly children: readonly Token[] | null;
    attrGet(name: string): string | null;
  }
  export default class MarkdownIt {
    constructor(options: { readonly html: boolean });
    parse(text: string, env: object): readonly Token[];
  }
}
