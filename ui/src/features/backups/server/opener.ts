import type { OrganizationKeysView } from "../../../bindings";

/** The id of the Organization Key that opens a backup: an older one opens with an earlier generation, not with the key in use. */
export function openerOf(keys: OrganizationKeysView | undefined, fingerprint: string | undefined): string | undefined {
  return [keys?.current, ...(keys?.earlier ?? [])].find((key) => key?.fingerprint === fingerprint)?.id;
}
