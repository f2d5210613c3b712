/** Lists of people with a row of headings, in the words that Outlook, Gmail, SIMS, Arbor and Bromcom use. */

/** What a column may hold. A row may have several addresses: the first that is filled in counts. */
type Column = 'name' | 'forename' | 'surname' | 'email' | 'role' | 'title' | 'honorific';

/** A person as a row of a list has it. */
export interface ListedPerson {
  email: string;
  name: string;
  role: string;
  title: string;
}

/** Reads the cells of one row. */
export type ReadPerson = (cells: readonly string[]) => ListedPerson;

const HEADINGS: readonly [Column, RegExp][] = [
  ['email', /^work email( address)?$/],
  ['email', /^(school |staff |primary |main |default )?(email|mail)( address(es)?)?$/],
  ['email', /^email( address)? 1( value| address)?$/],
  [
    'email',
    /^(contact |business |other |home |personal )email( address)?$|^email 2( value| address)$/,
  ],
  ['name', /^((full|display|staff|known) )?name$|^(employee|staff member|member of staff)$/],
  ['forename', /^(preferred |chosen |legal )?(forename|first ?name|given name)$/],
  ['surname', /^(preferred |chosen |legal )?(surname|last ?name|family name)$/],
  ['role', /^role$/],
  [
    'title',
    /^(job|position|post)( title)?$|^(job|main|business|main business) role$|^organization( 1)? title$/,
  ],
  ['honorific', /^(title|salutation|name prefix)$/],
];

/** How the row is read that has these headings; null when they name no address. */
export function readHeadings(cells: readonly string[]): ReadPerson | null {
  const said = cells.map(plainHeading);
  const placed = new Map<Column, number[]>();
  for (const [column, words] of HEADINGS) {
    const found = said.flatMap((heading, at) => (words.test(heading) ? [at] : []));
    placed.set(column, [...(placed.get(column) ?? []), ...found]);
  }
  if (placed.get('email')?.length === 0) return null;
  return (row) => {
    const of = (column: Column) =>
      placed
        .get(column)
        ?.map((at) => row[at]?.trim() ?? '')
        .find((cell) => cell !== '') ?? '';
    const honorific = HONORIFIC.test(of('honorific')) ? of('honorific') : '';
    return {
      email: of('email').split(' ::: ')[0] ?? '',
      name: nameOf(of('name'), of('forename'), of('surname'), honorific),
      role: of('role'),
      title: of('title') || (honorific === '' ? of('honorific') : ''),
    };
  };
}

/** "Title" is what goes before a name in one program, and a job in another. */
const HONORIFIC = /^(mr|mrs|ms|miss|mx|dr|prof|professor|sir|dame|rev|revd|fr|sr)\.?$/i;

function nameOf(name: string, forename: string, surname: string, honorific: string): string {
  if (forename === '' && surname === '') return name;
  return [forename || honorific, surname].filter(Boolean).join(' ');
}

/** "E-mail 1 - Value" and "WorkEmail" as "email 1 value" and "work email". */
function plainHeading(cell: string): string {
  return cell
    .slice(0, 60)
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .replaceAll('e-mail', 'email')
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();
}
