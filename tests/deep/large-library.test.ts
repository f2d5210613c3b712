/** A library of 2,000 items: the time that a page takes does not grow with it. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { fillLibrary, LIBRARY_PATHS, stranger } from '../../src/evidence/testing/library.js';
import { signInAs } from '../../src/organisation/set-up-changes.js';
import { openSchool } from '../../src/review/testing/school.js';
import { timesAsLong } from '../support/timing.js';
import { newVisitor } from '../support/visitor.js';

it('takes about as long as one of 200 in the school next door, on every path that is paged', async () => {
  const { context, maya, browser, review, codes } = await openSchool();
  const neighbour = await stranger(context);
  const theirs = newVisitor(context);
  theirs.cookies.set('__Host-waymark', await signInAs(context, neighbour.person.id, 'Test'));
  await fillLibrary(context, maya, 2000);
  await fillLibrary(context, neighbour, 200);
  await context.superuser.query(
    `INSERT INTO citations (organisation_id, review_id, statement, evidence_id, cited_at)
     SELECT organisation_id, $1, $2, id, now() FROM evidence WHERE organisation_id = $3 ORDER BY id LIMIT 100`,
    [await review(), codes[0], maya.organisation.id],
  );
  await context.superuser.query('ANALYZE evidence');
  for (const path of LIBRARY_PATHS) {
    const ratio = await timesAsLong(
      () => browser.read(path),
      () => theirs.read(path),
      1.2,
    );
    console.log(`${path}: 2,000 items take ${ratio.toFixed(2)} times as long as 200`);
    assert.ok(ratio <= 1.2, `${path}: ${ratio}`);
  }
});
