/** Holds what an option's text means, or one sentence that says why it means nothing. */
export type Parsed<T> = { readonly value: T } | { readonly message: string };
