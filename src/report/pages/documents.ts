/** The PDF documents of a review. */
import type { Member } from '../../people/people.js';
import { scopeOf } from '../../people/people.js';
import type { Ctx } from '../../web/visit.js';
import { answerSheetPaper, reportPaper } from '../paper.js';
import { pressOf } from '../press.js';
import { findAccount } from '../reading.js';
import { type Telling, tell } from '../telling.js';
import { dayOf } from '../words.js';
import { attachment } from './attachment.js';

/** GET /reviews/:id/report.pdf */
export async function reportDocument(c: Ctx, actor: Member): Promise<Response> {
  const telling = await tellingOf(c, actor);
  const printedOn = dayOf(c.var.visit.world.clock());
  const pdf = await print(c, 'report', reportPaper(telling, printedOn));
  return answer(pdf, `${telling.school} careers impact report ${telling.year}.pdf`);
}

/** GET /reviews/:id/answer-sheet.pdf */
export async function answerSheetDocument(c: Ctx, actor: Member): Promise<Response> {
  const telling = await tellingOf(c, actor);
  const printedOn = dayOf(c.var.visit.world.clock());
  const pdf = await print(c, 'answer-sheet', answerSheetPaper(telling, printedOn));
  return answer(pdf, `${telling.school} answer sheet ${telling.year}.pdf`);
}

async function tellingOf(c: Ctx, actor: Member): Promise<Telling> {
  const id = c.req.param('id') ?? '';
  const { storage } = c.var.visit.world;
  return tell(await storage.read(scopeOf(actor), (db) => findAccount(db, actor, id)));
}

function print(c: Ctx, template: string, paper: object) {
  return pressOf(c.var.visit.world.config.root).print(template, paper);
}

function answer(pdf: Uint8Array<ArrayBuffer>, name: string): Response {
  return new Response(pdf, {
    headers: {
      'Content-Type': 'application/pdf',
      'Content-Length': String(pdf.length),
      'Content-Disposition': attachment(name),
    },
  });
}
