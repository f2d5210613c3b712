/** The PDF documents of a review, to download. */
import type { Member } from '../../platform/access/member.js';
import { scopeOf } from '../../platform/access/member.js';
import type { Ctx } from '../../platform/web/request-context.js';
import { type DocumentKind, makeDocument } from '../documents.js';
import { findAccount } from '../load-source.js';
import { pdfRendererOf } from '../pdf-renderer.js';
import { summarise } from '../summary.js';
import { attachment } from './attachment.js';

/** GET /reviews/:id/report.pdf; `?without=remarks` for a copy without questions and comments. */
export function reportDocument(c: Ctx, actor: Member): Promise<Response> {
  const withRemarks = c.req.query('without') !== 'remarks';
  return download(c, actor, { kind: 'report', withRemarks });
}

/** GET /reviews/:id/answer-sheet.pdf */
export function answerSheetDocument(c: Ctx, actor: Member): Promise<Response> {
  return download(c, actor, { kind: 'answer-sheet', withRemarks: false });
}

interface Wanted {
  kind: DocumentKind;
  withRemarks: boolean;
}

async function download(c: Ctx, actor: Member, { kind, withRemarks }: Wanted): Promise<Response> {
  const { storage, clock, config } = c.get('request').context;
  const id = c.req.param('id') ?? '';
  const source = await storage.read(scopeOf(actor), (db) =>
    findAccount(db, actor, id, { withRemarks, now: clock() }),
  );
  const { name, pdf } = await makeDocument(pdfRendererOf(config), summarise(source), kind, {
    now: clock(),
    school: actor.organisation.id,
    fonts: config,
  });
  return new Response(pdf, {
    headers: {
      'Content-Type': 'application/pdf',
      'Content-Length': String(pdf.length),
      'Content-Disposition': attachment(name),
    },
  });
}
