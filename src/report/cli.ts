/** Reports on the command line. */
import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { acting, actor, isSet, operandsOf, said } from '../platform/access/command-helpers.js';
import { type Member, scopeOf } from '../platform/access/member.js';
import type { Call, Command } from '../platform/commands.js';
import { invalid } from '../platform/problems.js';
import type { AppContext } from '../platform/storage/context.js';
import { fileName, lostWords, makeDocument } from './documents.js';
import { makeReport, REPORT_FORMATS } from './files.js';
import { composeReport, REPORT_KINDS } from './kinds.js';
import { loadMaterial } from './load-material.js';
import { findAccount } from './load-source.js';
import { knownKind } from './own-changes.js';
import { openPdfRenderer } from './pdf-renderer.js';
import { summarise } from './summary.js';

/** The commands of the report's feature. */
export const reportCommands: Command[] = [
  {
    name: 'review report',
    operands: 'REVIEW',
    summary: 'Write a report of a review as a PDF or Word file.',
    options: {
      ...acting,
      out: {
        type: 'string',
        value: 'FILE',
        about: 'output file; otherwise named after the school',
      },
      kind: {
        type: 'string',
        value: 'KIND',
        about: `which report: ${REPORT_KINDS.map(({ id }) => id).join(', ')}; otherwise the careers impact report`,
      },
      format: { type: 'string', value: 'FORMAT', about: 'with --kind: pdf or docx; otherwise pdf' },
      'without-names': { type: 'boolean', about: 'with --kind: leave out people’s names' },
      'answer-sheet': { type: 'boolean', about: 'the answers in order, on one page' },
      'without-remarks': { type: 'boolean', about: 'leave out questions and comments' },
    },
    run: report,
  },
];

async function report(call: Call): Promise<void> {
  const [id] = operandsOf(call, 'one review');
  const { context, member } = await actor(call);
  const kind = said(call, 'kind');
  if (kind !== undefined) return ofKind(call, { id, kind, context, member });
  const withRemarks = !isSet(call, 'without-remarks');
  const source = await context.storage.read(scopeOf(member), (db) =>
    findAccount(db, member, id, { withRemarks, now: context.clock() }),
  );
  const renderer = openPdfRenderer(context.config);
  try {
    const kind = isSet(call, 'answer-sheet') ? 'answer-sheet' : 'report';
    const how = { now: context.clock(), school: member.organisation.id, fonts: context.config };
    const { name, pdf, lost } = await makeDocument(renderer, summarise(source), kind, how);
    const file = resolve(said(call, 'out') ?? fileName(name));
    await write(file, pdf);
    call.print({
      json: { review: id, document: kind, file, bytes: pdf.length, lost },
      text: [`Written to ${file} (${Math.ceil(pdf.length / 1000)} kB).`, lostWords(lost)]
        .filter((line) => line !== null)
        .join('\n'),
    });
  } finally {
    await renderer.close();
  }
}

interface OfKind {
  id: string;
  kind: string;
  context: AppContext;
  member: Member;
}

/** A report made of parts, as PDF or Word file. @throws Problem 404 `report.unknown`, 422 `command.format` */
async function ofKind(call: Call, { id, kind: wanted, context, member }: OfKind): Promise<void> {
  const kind = knownKind(wanted);
  const format = REPORT_FORMATS.find((each) => each === (said(call, 'format') ?? 'pdf'));
  if (!format) throw invalid('command.format', 'Choose pdf or docx with --format.');
  const material = await context.storage.read(scopeOf(member), (db) =>
    loadMaterial(db, member, id, {
      hasNames: !isSet(call, 'without-names'),
      withRemarks: !isSet(call, 'without-remarks'),
      now: context.clock(),
    }),
  );
  const { document } = composeReport(kind, material, material.layouts[kind.id]);
  const renderer = openPdfRenderer(context.config);
  try {
    const { name, bytes } = await makeReport(renderer, document, format, member.organisation.id);
    const file = resolve(said(call, 'out') ?? fileName(name));
    await write(file, bytes);
    call.print({
      json: { review: id, document: kind.id, format, file, bytes: bytes.length },
      text: `Written to ${file} (${Math.ceil(bytes.length / 1000)} kB).`,
    });
  } finally {
    await renderer.close();
  }
}

/** @throws Problem 422 `command.out` when the file cannot be written. */
async function write(file: string, pdf: Uint8Array): Promise<void> {
  try {
    await writeFile(file, pdf);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown';
    throw invalid(
      'command.out',
      `${file} cannot be written (${code}). Name another file with --out.`,
    );
  }
}
