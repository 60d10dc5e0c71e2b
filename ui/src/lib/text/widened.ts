/** The shape that every language fills: the English catalogue with its literal strings widened. */
export type Widened<T> = T extends string ? string
  : T extends (...words: infer A) => string ? (...words: A) => string
  : { readonly [K in keyof T]: Widened<T[K]> };
