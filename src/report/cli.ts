/** Reports on the command line. */
import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { acting, actor, isSet, operandsOf, said } from '../platform/access/command-helpers.js';
import { scopeOf } from '../platform/access/member.js';
import type { Call, Command } from '../platform/commands.js';
import { invalid } from '../platform/problems.js';
import { fileName, lostWords, makeDocument } from './documents.js';
import { findAccount } from './load-source.js';
import { openPdfRenderer } from './pdf-renderer.js';
import { summarise } from './summary.js';

/** The commands of the report's feature. */
export const reportCommands: Command[] = [
  {
    name: 'review report',
    operands: 'REVIEW',
    summary: 'Write the report of a review as a PDF, or its answer sheet.',
    options: {
      ...acting,
      out: {
        type: 'string',
        value: 'FILE',
        about: 'output file; otherwise named after the school',
      },
      'answer-sheet': { type: 'boolean', about: 'the answers in order, on one page' },
      'without-remarks': { type: 'boolean', about: 'leave out questions and comments' },
    },
    run: report,
  },
];

async function report(call: Call): Promise<void> {
  const [id] = operandsOf(call, 'one review');
  const { context, member } = await actor(call);
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
