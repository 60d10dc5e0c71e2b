import type { Language } from "../../bindings";
import { de } from "./de";
import { en } from "./en";

/** The shape that every language fills: the English catalogue with its literal strings widened. */
export type Catalogue = Widened<typeof en>;
type Widened<T> = T extends string ? string
  : T extends (...words: infer A) => string ? (...words: A) => string
  : { readonly [K in keyof T]: Widened<T[K]> };

const catalogues: Record<Language, Catalogue> = { en, de };
let language = $state<Language>("en");

/** The words of the page: `text.t.common.next`. Reading them inside a component follows a change of language. */
export const text = {
  get t(): Catalogue { return catalogues[language]; },
  get language(): Language { return language; },
  use(chosen: Language): void {
    language = chosen;
    document.documentElement.lang = chosen;
  },
};
