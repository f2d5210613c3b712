import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { chooseVersion } from '../../authoring/publish-changes.js';
import { publishFile } from '../../framework/changes.js';
import { type Framework, type Statement, statementsOf } from '../../framework/framework.js';
import { schoolsModel } from '../../framework/testing/schools-model.js';
import { findAccount } from '../../report/load-source.js';
import { openSchool } from '../testing/school.js';
import { agree } from './agree.js';
import { citeEvidence } from './cite.js';
import { closeReview } from './close.js';
import { startReview } from './start.js';

const school = await openSchool();
const { context, maya } = school;
const once = { key: null };

/** The model of next year: 1.2 is told in other words, 1.3 is gone, and what was 1.4 is 1.3 now. */
function nextYear(): Framework {
  const [first, ...others] = schoolsModel.themes;
  const all = first!.statements;
  const renamed = (statement: Statement, id: string): Statement => ({
    ...statement,
    id,
    levels: statement.levels.map((level) => ({
      ...level,
      criteria: level.criteria.map((one) => ({ ...one, id: one.id.replace(statement.id, id) })),
    })),
  });
  const reworded: Statement = {
    ...all[1]!,
    levels: all[1]!.levels.map((level) => ({
      ...level,
      summary: level.level === 2 ? `${level.summary} It is written down.` : level.summary,
    })),
  };
  const statements = [
    all[0]!,
    reworded,
    ...all.slice(3).map((each, at) => renamed(each, `1.${at + 3}`)),
  ];
  const codes = new Map(all.slice(3).map(({ id }, at) => [id, `1.${at + 3}`]));
  const moved = (each: Statement): Statement => ({
    ...each,
    buildsOn: each.buildsOn
      .filter(({ needs }) => needs.statement !== '1.3')
      .map((link) => ({
        ...link,
        needs: {
          ...link.needs,
          statement: codes.get(link.needs.statement) ?? link.needs.statement,
        },
      })),
  });
  const themes = [{ ...first!, statements }, ...others];
  return {
    ...schoolsModel,
    version: '2.0',
    themes: themes.map((theme) => ({ ...theme, statements: theme.statements.map(moved) })),
  };
}

describe('a review that begins from one of another wording', () => {
  it('carries over what has the same words, under its new code, and leaves open what changed', async () => {
    const first = await school.review(null, 2025);
    const level = async (statement: string, rating: number) => {
      const input = {
        rating,
        reason: `As in ${statement}.`,
        marks: { [`${statement}.1a`]: 'met' as const },
      };
      await agree(context, maya, { review: first, statement, input, version: null, key: null });
    };
    await level('1.1', 3);
    await level('1.2', 2);
    await level('1.3', 1);
    await level('1.4', 4);
    // Each statement cites its own item, at its own point.
    for (const statement of ['1.1', '1.2', '1.3', '1.4']) {
      const added = { title: `Shown for ${statement}`, url: null, note: '' };
      await agree(context, maya, {
        ...{ review: first, statement, input: {}, version: null, key: null },
        evidence: { added },
      });
      const items = await school.evidence(first);
      const evidence = items.find(({ title }) => title === added.title)!.id;
      const name = [`${statement}.1a`];
      const citing = { review: first, evidence, cite: [], uncite: [], name, unname: [] };
      await citeEvidence(context, maya, citing, once);
    }
    await closeReview(
      context,
      maya,
      first,
      { signedOffAs: 'Jo Whitaker', gapsReason: 'A start' },
      once,
    );
    const { id: version } = await publishFile(context, nextYear(), null);
    await chooseVersion(context, maya, version, once);
    const input = { academicYear: 2026, title: 'Review', participants: [], answersFrom: first };
    const { id, again } = await startReview(context, maya, input, once);
    assert.deepEqual(again, { same: 30, changed: 1, new: 0, gone: 1 });
    const { agreements, previous } = await school.read(id);
    assert.deepEqual(
      ['1.1', '1.2', '1.3', '1.4'].map((code) => {
        const found = agreements.get(code);
        return [found?.rating, found?.reason, found?.isCarried, Object.keys(found?.marks ?? {})];
      }),
      [
        [3, 'As in 1.1.', true, ['1.1.1a']],
        [null, 'As in 1.2.', false, ['1.2.1a']],
        [4, 'As in 1.4.', true, []],
        [undefined, undefined, undefined, []],
      ],
    );
    const { rows: cited } = await context.superuser.query(
      `SELECT c.statement, e.title, k.criterion FROM citations c JOIN evidence e ON e.id = c.evidence_id
       LEFT JOIN criterion_citations k ON k.review_id = c.review_id AND k.evidence_id = c.evidence_id
         AND k.statement = c.statement
       WHERE c.review_id = $1 ORDER BY c.statement`,
      [id],
    );
    assert.deepEqual(
      cited.map((each) => Object.values(each as object)),
      [
        ['1.1', 'Shown for 1.1', '1.1.1a'],
        ['1.2', 'Shown for 1.2', '1.2.1a'],
        ['1.3', 'Shown for 1.4', null],
      ],
      'evidence goes where its statement went, and not where another has its code now',
    );
    assert.deepEqual(previous?.ratings, { '1.1': 3, '1.2': 2, '1.3': 4 });
    assert.deepEqual(previous?.mapping, { reworded: ['1.2'] });
    const account = await context.storage.read(
      { organisation: maya.organisation.id, person: maya.person.id },
      (db) => findAccount(db, maya, id, { withRemarks: true, now: context.clock() }),
    );
    assert.deepEqual(account.lastYear?.mapping?.reworded, ['1.2']);
    assert.equal((await school.read(first)).agreements.get('1.2')?.rating, 2);
    const lastYear = async (code: string) => {
      const page = await school.browser.read(`/reviews/${id}/statements/${code}`);
      return /<p class="small quiet before">2025\/26:(.*?)<\/p>/s.exec(page)?.[1] ?? '';
    };
    assert.match(await lastYear('1.3'), /Level <\/span>4/);
    await agree(context, maya, {
      review: id,
      statement: '1.2',
      input: { rating: 3 },
      version: null,
      key: null,
    });
    assert.match(await lastYear('1.2'), /Level <\/span>2.*The wording has changed since/s);
    const started = async (title: string, answersFrom: string) => {
      const fields = { academicYear: '2026', title, answersFrom, go: 'start', _key: context.id() };
      const answer = await school.browser.post('/reviews', fields);
      return school.browser.read(answer.headers.get('location') ?? '');
    };
    const words = 'The wording has changed since the review you copied: ';
    const kept =
      '30 statements with the same wording are copied; look again at 1, whose levels stay open because the wording changed';
    const page = await started('Once more', first);
    assert.ok(page.includes(`${words}${kept}; 1 is no longer in the model.`));
    await chooseVersion(context, maya, (await school.read(first)).review.frameworkVersionId, once);
    assert.ok((await started('And back', id)).includes(`${words}${kept}; 1 is new.`));
    assert.ok(!(await started('The same', first)).includes(words));
  });

  it('carries no level over where every statement gains a level or loses one, and says which review has others', async () => {
    const five = structuredClone(schoolsModel);
    five.levels.push({ level: 5, title: 'Level 5' });
    for (const [at, statement] of statementsOf(five).entries())
      statement.levels.push({
        ...statement.levels[3]!,
        level: 5,
        summary: `Beyond. ${at}`,
        criteria: [],
      });
    const { id: longer } = await publishFile(context, { ...five, version: '3.0' }, null);
    const { id: shorter } = await publishFile(context, { ...schoolsModel, version: '4.0' }, null);
    await chooseVersion(context, maya, shorter, once);
    let from = await school.review();
    const input = { rating: 3, reason: 'We saw it.' };
    const at = { statement: '2.1', input, version: null, key: null };
    await agree(context, maya, { review: from, ...at });
    for (const version of [longer, shorter]) {
      await chooseVersion(context, maya, version, once);
      const asked = { academicYear: 2026, title: 'Next', participants: [], answersFrom: from };
      const { id, again } = await startReview(context, maya, asked, once);
      assert.deepEqual(again, { same: 0, changed: 32, new: 0, gone: 0 });
      const { agreements, previous } = await school.read(id);
      const found = agreements.get('2.1');
      assert.deepEqual(
        [found?.rating, found?.reason, found?.isCarried],
        [null, 'We saw it.', false],
      );
      assert.deepEqual(previous?.mapping?.reworded, school.codes);
      await agree(context, maya, { review: id, ...at, input: { rating: 3 } });
      from = id;
    }
  });
});
