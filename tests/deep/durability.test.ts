import assert from 'node:assert/strict';
import { it } from 'node:test';
import { ensureBuild } from '../../bin/build.js';
import { playKillRounds } from '../support/kill-rounds.js';

it('kill -9 of the application, its database or both while people write loses nothing acknowledged', async () => {
  await ensureBuild();
  const { acknowledged, lost } = await playKillRounds(60);
  assert.ok(acknowledged > 50, `only ${acknowledged} writes were acknowledged`);
  assert.deepEqual(lost, []);
});
