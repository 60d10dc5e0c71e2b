import { en } from "./en";
import type { Catalogue } from "./text.svelte";

export const de: Catalogue = en;
