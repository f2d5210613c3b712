/** Sending files as a browser does, and items for the tests of the library. */

import type { TestApp } from '../../../tests/support/app.js';
import type { Visitor } from '../../../tests/support/visitor.js';
import type { Member } from '../../platform/access/member.js';
import type { AppContext } from '../../platform/storage/context.js';
import { type ItemInput, itemInput } from '../evidence.js';
import { takeUpload, type Upload } from '../files/upload.js';

/** An item as it would be typed. */
export const typedItem = (fields: Partial<Record<keyof ItemInput, string>> = {}): ItemInput =>
  itemInput.parse({
    kind: 'note',
    title: 'Careers week',
    note: 'Two employers a form.',
    ...fields,
  });

/** An upload that has come in whole. */
export async function uploaded(
  context: AppContext,
  bytes: Uint8Array,
  name = 'plan.pdf',
): Promise<Upload> {
  async function* pieces() {
    yield bytes;
  }
  return takeUpload(context, { name, bytes: pieces() });
}

/** Posts a form with a file, in pieces, and gives the answer. */
export async function send(...upload: Parameters<typeof prepareToSend>): Promise<Response> {
  return (await prepareToSend(...upload))();
}

const PIECE = 64 * 1024;

interface SentFile {
  name: string;
  bytes: Uint8Array<ArrayBuffer>;
}

/** Puts the form together. What it gives sends it, as often as it is called. */
export async function prepareToSend(
  context: TestApp,
  { cookies }: Visitor,
  path: string,
  fields: Record<string, string>,
  file: SentFile | SentFile[] | null,
): Promise<() => Promise<Response>> {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  for (const { name, bytes } of file ? [file].flat() : [])
    form.append('file', new Blob([bytes]), name);
  const whole = new Request(`http://localhost${path}`, { method: 'POST', body: form });
  const bytes = new Uint8Array(await whole.arrayBuffer());
  const headers = {
    'Content-Type': whole.headers.get('content-type') ?? '',
    'Content-Length': String(bytes.length),
    'Sec-Fetch-Site': 'same-origin',
    Host: 'localhost',
    'User-Agent': 'Test',
    Cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
  };
  return async () => {
    let at = 0;
    const body = new ReadableStream({
      pull: (stream) => {
        if (at < bytes.length) stream.enqueue(bytes.subarray(at, at + PIECE));
        else stream.close();
        at += PIECE;
      },
    });
    const request = { method: 'POST', body, headers, duplex: 'half' } as RequestInit;
    return context.app.request(path, request, ADDRESS);
  };
}
const ADDRESS = { incoming: { socket: { remoteAddress: '127.0.0.1' } } };

/** Somebody in the same role in another school. */
export async function stranger(context: TestApp): Promise<Member> {
  const [person, id] = [context.id(), context.id()];
  const { superuser } = context;
  await superuser.query(
    'INSERT INTO persons (id, name, email, created_at) VALUES ($1, $2, $3, now())',
    [person, 'Callum Byrne', `${person}@tarn-bank.example`],
  );
  await superuser.query(
    "INSERT INTO organisations (id, name, kind, created_at) VALUES ($1, 'Tarn Bank Academy', 'school', now())",
    [id],
  );
  await superuser.query(
    "INSERT INTO memberships (organisation_id, person_id, role, started_at) VALUES ($1, $2, 'careers leader', now())",
    [id, person],
  );
  return {
    person: { id: person, name: 'Callum Byrne' },
    organisation: { id, name: 'Tarn Bank Academy', kind: 'school' },
    role: 'careers leader',
    isOwner: false,
  };
}

/** Fills the library of somebody's school with so many items. */
export async function fillLibrary(
  { superuser }: TestApp,
  { organisation, person }: Member,
  items: number,
): Promise<void> {
  await superuser.query(
    `INSERT INTO evidence (organisation_id, id, kind, title, note, voice, effective_on, created_by, created_at)
     SELECT $1, ('0199' || lpad(to_hex(n), 8, '0') || '00007000800000000000')::uuid, 'note', 'Item ' || n, 'Shows ' || n,
            (ARRAY['learner', 'employer', 'staff', 'data', NULL])[1 + n % 5], date '2024-09-01' + n % 800, $2, now()
     FROM generate_series(1, $3::int) n`,
    [organisation.id, person.id, items],
  );
}

/** The ways into a library that are shown page by page. */
export const LIBRARY_PATHS = [
  '/evidence',
  '/evidence?voice=learner&age=older',
  '/evidence?q=Item',
  '/evidence?q=Item+77',
  '/evidence?q=nowhere',
  '/evidence?kind=note',
];
