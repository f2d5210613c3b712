/** Giving a file back: always as something to save or in a sandbox, never as a page of Waymark. */
import { createHash } from 'node:crypto';
import { Readable, Transform } from 'node:stream';
import { type Member, scopeOf } from '../../platform/access/member.js';
import { FILE_TYPES, isPicture } from '../../platform/documents/uploads/file-types.js';
import { notFound } from '../../platform/problems.js';
import type { AppContext } from '../../platform/storage/context.js';
import type { Ctx } from '../../platform/web/request-context.js';
import { type EvidenceFile, noEvidence } from '../evidence.js';
import { findItem } from '../library-store.js';

/** GET /evidence/:id/files/:number */
export async function downloadFile(c: Ctx, member: Member): Promise<Response> {
  return download(c.get('request').context, member, placeIn(c));
}

/** A file to save. @throws Problem 404 `evidence.not-found`, `file.not-found` */
export async function download(
  context: AppContext,
  member: Member,
  place: Place,
): Promise<Response> {
  return answer(context, member, await findFile(context, member, place), 'attachment');
}

/** GET /evidence/:id/files/:number/view: pictures and PDFs alone */
export async function viewFile(c: Ctx, member: Member): Promise<Response> {
  const { context } = c.get('request');
  const file = await findFile(context, member, placeIn(c));
  const isShown = isPicture(file.type) || file.type === 'pdf';
  return answer(context, member, file, isShown ? 'inline' : 'attachment');
}

interface Place {
  id: string;
  number: string;
}

const placeIn = (c: Ctx): Place => ({
  id: c.req.param('id') ?? '',
  number: c.req.param('number') ?? '',
});

async function findFile(
  context: AppContext,
  member: Member,
  { id, number: wanted }: Place,
): Promise<EvidenceFile> {
  const item = await context.storage.read(scopeOf(member), (db) =>
    findItem(db, member.organisation.id, id),
  );
  if (item.deletedAt) throw noEvidence();
  const file = item.files.find(({ number }) => String(number) === wanted);
  if (!file) throw notFound('file.not-found', 'This evidence has no such file.');
  return file;
}

async function answer(
  context: AppContext,
  member: Member,
  file: EvidenceFile,
  how: 'attachment' | 'inline',
): Promise<Response> {
  const { checksum, bytes, type } = file;
  const place = { organisation: member.organisation.id, checksum };
  const source = await context.files.read(place);
  const body = source.on('error', () => {}).pipe(checked(source, checksum));
  return new Response(Readable.toWeb(body) as ReadableStream<Uint8Array>, {
    headers: {
      'Content-Type': FILE_TYPES[type].media,
      'Content-Length': String(bytes),
      'Content-Disposition': disposition(file, how),
      'Content-Security-Policy': type === 'pdf' && how === 'inline' ? PDF_POLICY : SANDBOX,
      'X-Content-Type-Options': 'nosniff',
      'Cache-Control': 'private, no-cache',
      ETag: `"${checksum}"`,
    },
  });
}

const SANDBOX = "default-src 'none'; sandbox; frame-ancestors 'none'";
/** Browsers' own PDF viewers refuse to run in a sandbox. They run apart from any page, and nothing else may load. */
const PDF_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'; frame-ancestors 'none'";

/** Lets the bytes through, and breaks the answer off when they are not those that were kept. */
function checked(source: Readable, checksum: string): Transform {
  const hash = createHash('sha256');
  const check = new Transform({
    transform(chunk: Buffer, _, done) {
      hash.update(chunk);
      done(null, chunk);
    },
    flush(done) {
      const isWhole = hash.digest('hex') === checksum;
      done(isWhole ? null : new Error(`The file ${checksum} is damaged where it is kept.`));
    },
  });
  source.once('error', (error) => check.destroy(error));
  check.once('close', () => source.destroy());
  return check;
}

/** RFC 6266: a plain name for everybody, the whole name for those who can read it. The ending is the type's own. */
function disposition({ name, type }: EvidenceFile, how: 'attachment' | 'inline'): string {
  const { ending } = FILE_TYPES[type];
  const whole = `${name.replace(/\.[A-Za-z0-9]{1,8}$/, '')}.${ending}`;
  const plain = whole
    .normalize('NFKD')
    .replace(/[^\x20-\x7e]/g, '')
    .replace(/["\\%;]/g, '_');
  const coded = encodeURIComponent(whole).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16)}`,
  );
  return `${how}; filename="${plain}"; filename*=UTF-8''${coded}`;
}
