/** A school whose evidence is changed, a contributor of it, and somebody of the school next door. */
import assert from 'node:assert/strict';
import { ORDINARY_MORNING } from '../../../tests/support/clocks.js';
import { type Member, scopeOf } from '../../platform/access/member.js';
import { Problem } from '../../platform/problems.js';
import { openSchool } from '../../review/testing/school.js';
import { addEvidence } from '../changes.js';
import { findItem } from '../library-store.js';
import { stranger, typedItem, uploaded } from './library.js';

/** Opens the school, and gives what its tests do there. */
export async function openChanging() {
  const school = await openSchool({ now: ORDINARY_MORNING });
  const { context, maya } = school;
  const sam = await school.colleague('Sam Reid', 'contributor');
  const callum = await stranger(context);
  const how = { key: null };
  const coded = (code: string) => (error: unknown) => {
    assert.ok(error instanceof Problem, String(error));
    assert.equal(error.code, code);
    return true;
  };
  const read = (id: string, as: Member = maya) =>
    context.storage.read(scopeOf(as), (db) => findItem(db, as.organisation.id, id));
  const add = async (by: Member, fields = {}) =>
    (await addEvidence(context, by, { input: typedItem(fields), upload: null }, how)).id;
  const addFile = async (by: Member, bytes: Uint8Array, name = 'plan.pdf') => {
    const upload = await uploaded(context, bytes, name);
    const input = typedItem({ kind: 'file', title: name });
    return (await addEvidence(context, by, { input, upload }, how)).id;
  };
  return { school, context, maya, sam, callum, how, coded, read, add, addFile };
}
