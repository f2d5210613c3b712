/** Every version that may be read here. */

import { send } from '../../platform/web/answer.js';
import { Form } from '../../platform/web/fields.js';
import type { FC } from '../../platform/web/html.js';
import { Heading, Page } from '../../platform/web/page.js';
import type { Ctx } from '../../platform/web/request-context.js';
import { currentVersion, listVersions } from '../store.js';
import type { FrameworkVersion } from '../version.js';
import { Where } from './model-frame.js';
import { scopeOfRequest } from './selected-version.js';

/** GET /model/versions */
export async function versionsPage(c: Ctx): Promise<Response> {
  const request = c.get('request');
  const scope = scopeOfRequest(request);
  const { versions, current } = await request.context.storage.read(scope, async (db) => ({
    versions: await listVersions(db, scope.organisation),
    current: await currentVersion(db, scope.organisation),
  }));
  const mayChoose = request.role === 'careers leader' || request.isOwner;
  return send(
    c,
    <Page request={request} title="Versions of the model" place="model" styles={['model']}>
      <Where trail={<a href="/model">The whole model</a>} />
      <Heading lead="A published version cannot be changed. New wording is a new version. A review keeps the version it was made with.">
        Versions of the model
      </Heading>
      <ul class="rows section">
        {versions.map((version) => (
          <VersionRow
            version={version}
            isCurrent={version.id === current.id}
            choiceKey={mayChoose ? request.context.id() : null}
          />
        ))}
      </ul>
      {versions.length > 1 && (
        <p class="section">
          <a href="/model/differences">Compare two versions, word by word</a>
        </p>
      )}
    </Page>,
  );
}

interface RowProps {
  version: FrameworkVersion;
  isCurrent: boolean;
  /** The key of the form that chooses it; null for who may not. */
  choiceKey: string | null;
}

const VersionRow: FC<RowProps> = (props) => {
  const { version, isCurrent, choiceKey } = props;
  return (
    <li class="version-row">
      <div>
        <a href={`/model?version=${version.id}`}>
          {version.title}, {version.edition ? `${version.edition} ` : 'version '}
          {version.version}
        </a>
        <p class="small quiet">
          {ORIGIN[version.origin]}. Published {day(version.publishedAt)}.
          {version.organisationId ? ' For your school only.' : ''}
        </p>
      </div>
      {isCurrent && <span class="chip here">In use</span>}
      {!isCurrent && choiceKey && (
        <Form action={`/model/versions/${version.id}/choice`} key_={choiceKey}>
          <button type="submit" class="link-button small">
            Start new reviews with this version
            <span class="vh">
              : {version.edition} {version.version}
            </span>
          </button>
        </Form>
      )}
    </li>
  );
};

const ORIGIN = {
  'built-in': 'Comes with Waymark',
  imported: 'Loaded from a document',
  made: 'Made by hand',
} as const;

/** "23 November 2026" */
export const day = (date: Date): string =>
  date.toLocaleDateString('en-GB', {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: 'Europe/London',
  });
