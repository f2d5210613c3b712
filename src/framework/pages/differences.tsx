/** What changed between two versions, statement by statement and word by word. */

import { isId } from '../../platform/ids.js';
import { send } from '../../platform/web/answer.js';
import { Button, Select } from '../../platform/web/fields.js';
import type { FC } from '../../platform/web/html.js';
import { Heading, Page } from '../../platform/web/page.js';
import type { Ctx } from '../../platform/web/request-context.js';
import type { Framework } from '../framework.js';
import { findFrameworkVersion, listVersions } from '../store.js';
import type { FrameworkVersion } from '../version.js';
import { ChangedStatements, changesOf } from './changed-statements.js';
import { Where } from './model-frame.js';
import { scopeOfRequest } from './selected-version.js';

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
    <Page request={request} title="Compare two versions" place="model" styles={['model']}>
      <Where trail={<a href="/model/versions">Versions of the model</a>} />
      <Heading lead="See what changed, word by word. A review keeps the words it was made with.">
        Compare two versions
      </Heading>
      <Chooser versions={versions} from={asked.from} to={asked.to} />
      {two && <Differences {...two} />}
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

const Differences: FC<{ before: Framework; after: Framework }> = (two) => {
  const changes = changesOf(two.before, two.after);
  return (
    <section class="section">
      <h2>{changes.title}</h2>
      <p class="measure">{changes.proposed}</p>
      <ChangedStatements changes={changes} />
    </section>
  );
};
