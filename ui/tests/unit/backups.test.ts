import { expect, test } from "vitest";

import { openerOf } from "../../src/features/backups/server/opener";
import { retired, row } from "../../src/lib/backend/fake-data";

test("a backup opens with the generation that it was encrypted to, whichever is in use today", () => {
  const current = row(true);
  const keys = { current, earlier: [retired] };
  expect(openerOf(keys, retired.fingerprint)).toBe(retired.id);
  expect(openerOf(keys, current.fingerprint)).toBe(current.id);
  expect(openerOf(keys, "00")).toBeUndefined();
  expect(openerOf({ current: null, earlier: [] }, undefined)).toBeUndefined();
  expect(openerOf(undefined, current.fingerprint)).toBeUndefined();
});
