/** What may import what: the platform no feature, a feature only earlier ones. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readSources } from './support/source-tree.js';

/** Every feature, after those that it builds on. */
const FEATURES = [
  'account',
  'organisation',
  'framework',
  'authoring',
  'evidence',
  // A statement of a review and an action of the plan show what was asked about them.
  'remark',
  'review',
  'plan',
  'insight',
  'report',
  'home',
  'record',
  'backup',
  'demo',
];

/** Imports of later features that are still there. This list only becomes shorter. */
const KNOWN_IMPORTS = [
  // Routes that mount the pages of later features.
  'src/evidence/routes.ts > src/insight/pages/coverage.tsx',
  'src/framework/routes.ts > src/authoring/pages/choice.ts',
  'src/framework/routes.ts > src/authoring/pages/draft-publication.tsx',
  'src/framework/routes.ts > src/authoring/pages/draft-statement.tsx',
  'src/framework/routes.ts > src/authoring/pages/draft.tsx',
  'src/framework/routes.ts > src/authoring/pages/import-item.tsx',
  'src/framework/routes.ts > src/authoring/pages/import-lines.tsx',
  'src/framework/routes.ts > src/authoring/pages/import-settings.tsx',
  'src/framework/routes.ts > src/authoring/pages/import.tsx',
  'src/framework/routes.ts > src/authoring/pages/imports.tsx',
  'src/framework/routes.ts > src/authoring/pages/publication.tsx',
  'src/organisation/routes.ts > src/record/pages/handover.tsx',
  'src/organisation/routes.ts > src/record/pages/history.tsx',
  'src/organisation/routes.ts > src/record/pages/my-data.tsx',
  'src/organisation/routes.ts > src/record/pages/requests.tsx',
  'src/organisation/routes.ts > src/record/pages/retention.tsx',
  'src/remark/routes.ts > src/record/open-questions.ts',
  // Parts that lie with the wrong feature.
  'src/framework/changes.ts > src/authoring/publishing.ts',
  'src/framework/compare/matching.ts > src/authoring/reading/draft.ts',
  'src/framework/compare/similar.ts > src/authoring/reading/rules/sentences.ts',
  'src/platform/documents/formats/excel-sheets.ts > src/authoring/reading/rules/codes.ts',
];

const sources = readSources();

/** "review" for src/review/store.ts; '' for a file that lies straight in src/ and puts the features together. */
const moduleOf = (path: string): string => path.split('/').slice(1, -1)[0] ?? '';

/** How far up a module stands: the platform below all features, what puts them together above. */
function placeOf(module: string): number {
  if (module === 'platform') return -1;
  return module === '' ? FEATURES.length : FEATURES.indexOf(module);
}

describe('the modules of src/', () => {
  it('are the platform and the features on the list', () => {
    const strangers = [...new Set(sources.map(({ path }) => moduleOf(path)))].filter(
      (module) => placeOf(module) < 0 && module !== 'platform',
    );
    assert.deepEqual(strangers, [], 'Add them to FEATURES in tests/architecture.test.ts.');
  });

  it('import the platform and earlier features only', () => {
    const upward = sources.flatMap(({ path, imports }) =>
      imports
        .filter(({ of }) => moduleOf(of) !== moduleOf(path))
        .filter(({ of }) => placeOf(moduleOf(of)) >= placeOf(moduleOf(path)))
        .map(({ of }) => `${path} > ${of}`),
    );
    assert.deepEqual([...new Set(upward)].sort(), [...KNOWN_IMPORTS].sort());
  });

  it('import nothing that is for tests alone', () => {
    const wrong = sources.flatMap(({ path, imports }) =>
      imports
        .filter(({ of }) => /\/testing\/|\.test\.|^tests\//.test(of))
        .map(({ of }) => `${path} > ${of}`),
    );
    assert.deepEqual(wrong, []);
  });
});
