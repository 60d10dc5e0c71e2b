import type { Language } from "../../bindings";
import { de } from "./de";
import { en } from "./en";
import type { Widened } from "./widened";

export type Catalogue = Widened<typeof en>;

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
