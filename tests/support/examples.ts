/**
 * An example for every parameter in an address, for tests that go through all routes. A new parameter is one line
 * here: the address up to and including it, and whose thing it stands for.
 */
import type { Planted } from './planted.js';

/** What a parameter stands for in one school. */
type Example = (school: Planted) => string;

const EXAMPLES: Readonly<Record<string, Example>> = {
  '/people/:person': (school) => personOf(school, 'viewer'),
  '/people/invitations/:id': (school) => school.invitation,
  '/people/links/:id': (school) => school.link,
  '/invitations/:token': (school) => school.invitationToken,
  '/join/:token': (school) => school.linkToken,
  '/shared/:token': (school) => school.reportLinkToken,
  '/new-password/:token': () => 'no-such-token',
  '/account/email/:token': () => 'no-such-token',
  '/requests/:id': (school) => school.request,
  '/reviews/:review/level-setters/:person': (school) => personOf(school, 'contributor'),
  '/plan/actions/:id': (school) => school.action,
  '/calendar/:file': () => 'no-such-feed.ics',
  '/crosswalk/:list': (school) => school.list,
  '/evidence/:id': (school) => Object.values(school.evidence)[0] ?? '',
  '/reviews/:id/remarks/:remark': (school) => school.remark,
  '/plan/actions/:id/remarks/:remark': (school) => school.actionRemark,
  '/reviews/:review': (school) => school.reviews.at(-1) ?? '',
  '/reviews/:review/remarks/:remark': (school) => school.remark,
  '/evidence/:evidence': (school) => Object.values(school.evidence)[0] ?? '',
  '/plan/actions/:action': (school) => school.action,
  '/plan/actions/:action/remarks/:remark': (school) => school.actionRemark,
  '/frameworks/:version': (school) => school.modelVersion,
  '/drafts/:draft': (school) => school.madeModel,
  '/people/invitations/:invitation': (school) => school.invitation,
  '/people/links/:link': (school) => school.link,
  '/reviews/:review/reports/:kind/links/:link': (school) => school.reportLink,
  '/reviews/:id/reports/:kind/links/:link': (school) => school.reportLink,
  '/reviews/:id': (school) => school.reviews.at(-1) ?? '',
  '/model/imports/:id': (school) => school.importedModel,
  '/model/drafts/:id': (school) => school.madeModel,
  '/model/versions/:id': (school) => school.modelVersion,
  '/model/themes/:theme': () => '2',
  '/model/:code': () => '2.4',
};

/** Parameters that mean the same wherever they stand, and no school's own. */
const EVERYWHERE: Readonly<Record<string, string>> = {
  statement: '2.4',
  theme: '2',
  code: '2.4',
  level: '3',
  place: '2.4@1',
  provider: 'entra',
  job: 'sign-history',
  kind: 'governor-pack',
  format: 'docx',
  number: '1',
  year: '2025',
  participant: '01900000-0000-7000-8000-000000000000',
};

const personOf = (school: Planted, role: string) =>
  Object.values(school.people).find((each) => each.role === role)?.person.id ??
  Object.values(school.people).at(-1)?.person.id ??
  '';

/** "/reviews/:id/statements/:statement" with the things of a school. @throws Error that says which line is missing. */
export function exampleOf(path: string, school: Planted): string {
  const parts = path.split('/');
  return parts
    .map((part, index) => {
      const [, name] = /^:(\w+)/.exec(part) ?? [];
      if (!name) return part;
      const upTo = parts
        .slice(0, index + 1)
        .join('/')
        .replace(/\{.*?\}/g, '')
        .replace(/^\/api\//, '/');
      const example = EXAMPLES[upTo]?.(school) ?? EVERYWHERE[name];
      if (example !== undefined && example !== '') return encodeURIComponent(example);
      throw new Error(
        `No example for "${upTo}" of the route ${path}: add one line for it to EXAMPLES in tests/support/examples.ts.`,
      );
    })
    .join('/');
}
