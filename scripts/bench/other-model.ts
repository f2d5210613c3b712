/** A school with the longest model that schools are likely to load: every text as long as the longest in the published one. */

import { chooseVersion } from '../../src/authoring/publish-changes.js';
import { publishFile } from '../../src/framework/changes.js';
import type { Framework } from '../../src/framework/framework.js';
import { statementsOf } from '../../src/framework/framework.js';
import { schoolsModel } from '../../src/framework/testing/schools-model.js';
import { startReview } from '../../src/review/changes/start.js';
import { openSchool } from '../../src/review/testing/school.js';
import { serveTestApp } from '../../tests/support/chromium.js';
import type { Sample } from '../bench.js';

const longestOf = (texts: readonly string[]): string =>
  texts.reduce((longest, text) => (text.length > longest.length ? text : longest), '');

/** The published model with its longest title, question and descriptor in every place, and as many criteria at each level as it has anywhere. */
export function longestModel(): Framework {
  const all = statementsOf(schoolsModel);
  const levels = all.flatMap(({ levels }) => levels);
  const title = longestOf(all.map(({ title }) => title));
  const asks = longestOf(all.map(({ asks }) => asks ?? ''));
  const summary = longestOf(levels.map(({ summary }) => summary ?? ''));
  const most = levels.reduce((one, other) =>
    other.criteria.length > one.criteria.length ? other : one,
  ).criteria;
  return {
    ...schoolsModel,
    id: 'longest-model',
    themes: schoolsModel.themes.map((theme) => ({
      ...theme,
      statements: theme.statements.map((statement) => ({
        ...statement,
        title,
        asks,
        buildsOn: [],
        levels: statement.levels.map((level) => ({
          ...level,
          summary,
          criteria: most.map((one, at) => ({
            ...one,
            id: `${statement.id}.${level.level}${String.fromCharCode(97 + at)}`,
          })),
        })),
      })),
    })),
  };
}

/** Serves a school with that model and a review of it. */
export async function serveLongestModel(): Promise<Sample & { framework: Framework }> {
  const { context, maya, browser } = await openSchool();
  const framework = longestModel();
  const { id: version } = await publishFile(context, framework, null);
  await chooseVersion(context, maya, version, { key: null });
  const input = { academicYear: 2026, title: 'Review', participants: [], answersFrom: null };
  const { id } = await startReview(context, maya, input, { key: null });
  const review = `/reviews/${id}`;
  const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  return {
    ...{ address: await serveTestApp(context), pid: process.pid, cookie },
    ...{ review, closed: review, framework },
  };
}
