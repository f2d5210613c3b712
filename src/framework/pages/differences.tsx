/** What changed between two versions, statement by statement and word by word. */

import { countWords, spoken } from '../../platform/chart/scale.js';
import { isId } from '../../platform/ids.js';
import { send } from '../../platform/web/answer.js';
import { Button, Select } from '../../platform/web/fields.js';
import type { FC } from '../../platform/web/html.js';
import { Heading, Page } from '../../platform/web/page.js';
import type { Ctx } from '../../platform/web/request-context.js';
import { proposalsFor } from '../compare/carry-over.js';
import { frameworkDifferences, type StatementDifference } from '../compare/differences.js';
import type { Framework } from '../framework.js';
import { findFrameworkVersion, listVersions } from '../store.js';
import type { FrameworkVersion } from '../version.js';
import { titleOf } from './levels.js';
import { Where } from './model-frame.js';
import { scopeOfRequest } from './selected-version.js';
import { Runs } from './word-runs.js';

interface Two {
  before: Framework;
  after: Framework;
}

/** GET /model/differences?from=&to= */
export async function differencesPage(c: Ctx): Promise<Response> {
  const request = c.get('request');
  const scope = scopeOfRequest(request);
  const asked = { from: idOf(c.req.query('from')), to: idOf(c.req.query('to')) };
  const { versions, two } = await request.context.storage.read(scope, async (db) => {
    const find = (id: string) => findFrameworkVersion(db, id, scope.organisation);
    const { from, to } = asked;
    return {
      versions: await listVersions(db, scope.organisation),
      two: from && to ? { before: await find(from), after: await find(to) } : null,
    };
  });
  return send(
    c,
    <Page request={request} title="Differences of two versions" place="model" styles={['model']}>
      <Where trail={<a href="/model/versions">Versions of the model</a>} />
      <Heading lead="Statement by statement and word by word. A review keeps the words that it was made with.">
        Differences of two versions
      </Heading>
      <Chooser versions={versions} from={asked.from} to={asked.to} />
      {two && <Differences two={two} />}
    </Page>,
  );
}

const idOf = (id: string | undefined) => (id && isId(id) ? id : null);

interface ChooserProps {
  versions: FrameworkVersion[];
  from: string | null;
  to: string | null;
}

const Chooser: FC<ChooserProps> = ({ versions, from, to }) => {
  const choices = versions.map(({ id, title, edition, version }) => ({
    value: id,
    label: `${edition ?? title} ${version}`,
  }));
  return (
    <form method="get" action="/model/differences" class="form section">
      <Select name="from" label="From" choices={choices} value={from ?? versions[1]?.id ?? ''} />
      <Select name="to" label="To" choices={choices} value={to ?? versions[0]?.id ?? ''} />
      <Button isSecondary>Compare the versions</Button>
    </form>
  );
};

const Differences: FC<{ two: Two }> = ({ two }) => {
  const differences = frameworkDifferences(two.before, two.after);
  const proposals = proposalsFor(differences);
  const count = (verdict: string) => proposals.filter((each) => each.verdict === verdict).length;
  const changed = differences.filter(({ verdict }) => verdict !== 'same');
  return (
    <section class="section">
      <h2>
        {changed.length === 0
          ? 'Both have the same words'
          : `${countWords(changed.length, 'statement')} with differences`}
      </h2>
      <p class="measure">
        Of judgements that were made with the older version, {count('same')} can be carried over,{' '}
        {countWords(count('changed'), 'wants', 'want')} another look,{' '}
        {countWords(count('new'), 'is', 'are')} new and {countWords(count('gone'), 'is', 'are')}{' '}
        gone.
      </p>
      <ol class="differences section-small">
        {changed.map((difference) => (
          <StatementItem difference={difference} two={two} />
        ))}
      </ol>
    </section>
  );
};

const SAYS = { same: 'Same', changed: 'Changed', new: 'New', gone: 'Gone' } as const;

const StatementItem: FC<{ difference: StatementDifference; two: Two }> = ({ difference, two }) => {
  const { before, after, verdict, title, levels } = difference;
  const code = after ?? before;
  return (
    <li>
      <h3>
        {code} <Runs runs={title} />
      </h3>
      <p class="small quiet">
        {SAYS[verdict]}
        {before && after && before !== after && `; it was ${before}`}
      </p>
      {levels
        .filter((level) => level.verdict !== 'same')
        .map(({ level, words }) => (
          <div class="difference">
            <h4 class="small">{titleOf(verdict === 'gone' ? two.before : two.after, level)}</h4>
            {words.length === 0 ? (
              <p class="quiet">No words at {spoken(titleOf(two.after, level))}.</p>
            ) : (
              <p>
                <Runs runs={words} />
              </p>
            )}
          </div>
        ))}
    </li>
  );
};
