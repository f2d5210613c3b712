import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isStrong, labelOf, organisationOf } from './claims.js';

const SCHOOL = { id: '23F2', name: 'Otterbridge School', urn: '123456', ukprn: '10012345' };
const TRUST = { id: '88AA', name: 'Harbour Trust', urn: null, ukprn: '10054321', uid: '4321' };

describe('the organisation that DfE Sign-in claims', () => {
  it('may be an object, or the same as a JSON string', () => {
    const wanted = { name: 'Otterbridge School', urn: '123456', ukprn: '10012345' };
    assert.deepEqual(organisationOf(SCHOOL), wanted);
    assert.deepEqual(organisationOf(JSON.stringify(SCHOOL)), wanted);
  });

  it('may have no URN: a trust has none', () => {
    assert.deepEqual(organisationOf(TRUST), {
      name: 'Harbour Trust',
      urn: null,
      ukprn: '10054321',
    });
  });

  it('is nothing when none was chosen, or when it cannot be read', () => {
    for (const claim of [undefined, null, {}, '{}', '', 'not JSON', '[1]', 7, { name: '' }]) {
      assert.equal(organisationOf(claim), null);
    }
  });

  it('keeps identifiers as text, and drops what is not one', () => {
    assert.equal(organisationOf({ name: 'A', urn: 123456 })?.urn, '123456');
    assert.equal(organisationOf({ name: 'A', urn: "1'; --" })?.urn, null);
  });
});

describe('what a person recognises an account by', () => {
  it('is name, address and school, as far as they are told', () => {
    assert.equal(
      labelOf({
        given_name: 'Maya',
        family_name: 'Okafor',
        email: 'm@o.example',
        organisation: SCHOOL,
      }),
      'Maya Okafor, m@o.example, Otterbridge School (URN 123456)',
    );
    assert.equal(labelOf({ name: 'Maya Okafor' }), 'Maya Okafor');
    assert.equal(labelOf({ name: 42, email: {} }), 'No name given');
  });

  it('counts as strong only when the service says so [S-36]', () => {
    assert.equal(isStrong({ amr: ['pwd', 'mfa'] }), true);
    assert.equal(isStrong({ amr: ['pwd'] }), false);
    assert.equal(isStrong({ amr: 'mfa' }), false);
    assert.equal(isStrong({}), false);
  });
});
