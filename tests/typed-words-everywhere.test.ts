/** Every form with a text in it saves what is typed: on every page that links lead to, and in the sources. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { DEMO_PASSWORD } from '../src/demo/make.js';
import { openTestDemo } from './support/app.js';
import { ORDINARY_MORNING } from './support/clocks.js';
import { crawl, kindOf } from './support/crawl.js';
import { readSources } from './support/source-tree.js';
import { newVisitor } from './support/visitor.js';

/** Files that write a <textarea> out: each stands inside of a `Form`. */
const WRITE_OUT = [
  'src/platform/web/edit-conflict.tsx',
  'src/platform/web/fields.tsx',
  'src/record/pages/requests.tsx',
  'src/review/pages/notices.tsx',
  'src/review/pages/statement-words.tsx',
];

/** Forms with a text in which nothing is saved while one types, and why. None yet. */
const LEFT_OUT: readonly string[] = [];

/** Where the forms are sent to that a careers leader meets by following links. */
const MET = [
  '/crosswalk/headings',
  '/crosswalk/load',
  '/evidence/:id/edit',
  '/evidence/new',
  '/evidence/paste',
  '/model/drafts/:id',
  '/model/drafts/:id/statements/:code',
  '/model/imports',
  '/people/invite',
  '/plan/actions',
  '/plan/actions/:id',
  '/plan/actions/:id/close',
  '/plan/actions/:id/notes',
  '/plan/actions/:id/remarks',
  '/plan/actions/:id/remarks/:id/replies',
  '/requests',
  '/requests/:id/answer',
  '/reviews/:id/close',
  '/reviews/:id/enter',
  '/reviews/:id/remarks',
  '/reviews/:id/remarks/:id/replies',
  '/reviews/:id/reopen',
  '/reviews/:id/reports/governor-pack/words',
  '/reviews/:id/reports/peer-brief/words',
  '/reviews/:id/reports/website/words',
  '/reviews/:id/statements/:code/agreement',
  '/year/archive',
];

describe('a form with a text in it', () => {
  it('saves what is typed, on every page that a careers leader comes to', async () => {
    const {
      context,
      schools: [otterbridge],
    } = await openTestDemo({ now: ORDINARY_MORNING });
    const visitor = newVisitor(context);
    const email = otterbridge?.people.maya?.email ?? '';
    await visitor.post('/sign-in', { email, password: DEMO_PASSWORD });
    await visitor.post('/model/drafts', { title: 'Made here', from: '' });
    const asked = { who: 'Jo', kind: 'access', received_on: '2026-11-20', about: '' };
    await visitor.post('/requests', asked);
    const met = new Set<string>();
    const without: string[] = [];
    const { rows } = await context.superuser.query<{ id: string }>(
      'SELECT id FROM reviews WHERE organisation_id = $1 AND closed_at IS NOT NULL LIMIT 1',
      [otterbridge?.organisation.id],
    );
    const reopen = `/reviews/${rows[0]?.id}/reopen`;
    const pages = [...(await crawl(visitor)), { path: reopen, html: await visitor.read(reopen) }];
    for (const { path, html } of pages) {
      const forms = [...html.matchAll(/<form ([^>]*)>(.*?)<\/form>/gs)];
      const written = forms.filter(([, , inner = '']) => inner.includes('<textarea'));
      assert.equal(
        html.match(/<textarea/g)?.length ?? 0,
        written.reduce((sum, [, , inner]) => sum + (inner?.match(/<textarea/g)?.length ?? 0), 0),
        `${path}: a text stands outside of any form`,
      );
      for (const [, head = ''] of written) {
        const action = kindOf((/action="([^"]*)"/.exec(head)?.[1] ?? '').split('?')[0] ?? '');
        met.add(action);
        const isSaved =
          head.includes('data-autosave=') &&
          /<script[^>]*autosave\.[^>]*>/.test(html) &&
          /<body[^>]* data-owner="/.test(html);
        if (!isSaved && !LEFT_OUT.includes(action)) without.push(`${path}: ${action}`);
      }
    }
    assert.deepEqual(without, []);
    assert.deepEqual([...met].sort(), MET);
  });

  it('is written by `Form`, which marks it', () => {
    const writing = readSources()
      .filter(({ path, tree }) => path.endsWith('.tsx') && /<textarea/.test(tree.text))
      .map(({ path }) => path);
    assert.deepEqual(writing.sort(), WRITE_OUT);
    const bare = readSources()
      .filter(({ path, tree }) => path.endsWith('.tsx') && /<form\b/.test(tree.text))
      .filter(({ path }) => path !== 'src/platform/web/fields.tsx')
      .filter(({ tree }) => /<form\b(?:(?!<\/form>).)*<(?:textarea|TextArea)/s.test(tree.text))
      .map(({ path }) => path);
    assert.deepEqual(bare, []);
  });
});
