import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { extractText, getDocumentProxy } from 'unpdf';
import type { Call } from '../platform/commands.js';
import { writeRemark } from '../remark/changes.js';
import { reviewTarget } from '../review/remarks.js';
import { openSchool } from '../review/testing/school.js';
import { reportCommands } from './cli.js';

const school = await openSchool();
const review = await school.review();
const folder = mkdtempSync(join(tmpdir(), 'waymark-report-'));
after(() => rmSync(folder, { recursive: true, force: true }));

async function run(operands: string[], options: Call['options']) {
  const printed: { json: unknown; text: string }[] = [];
  await reportCommands[0]!.run({
    config: school.context.config,
    operands,
    options,
    isJson: false,
    context: async () => school.context,
    print: (result) => printed.push(result),
  });
  return printed[0]!;
}

describe('waymark review report', () => {
  it('writes the report of a review and says where and how large', async () => {
    const out = join(folder, 'report.pdf');
    const { json, text } = await run([review], { out });
    const bytes = readFileSync(out);
    assert.deepEqual(json, {
      review,
      document: 'report',
      file: out,
      bytes: bytes.length,
      lost: [],
    });
    assert.match(text, /Written to .*report\.pdf \(\d+ kB\)\./);
    const { text: said } = await extractText(await getDocumentProxy(new Uint8Array(bytes)), {
      mergePages: true,
    });
    assert.match(said, /Nothing is recorded yet/);
  });

  it('has questions and comments, and leaves them out of a copy that goes public', async () => {
    const { context, maya } = school;
    const asked = {
      id: review,
      statement: '1.1',
      kind: 'question',
      words: 'Who leads it?',
    } as const;
    await writeRemark(context, maya, reviewTarget, asked, { key: null });
    const out = join(folder, 'asked.pdf');
    const saidIn = async (options: Call['options']) => {
      await run([review], { out, ...options });
      const pdf = await getDocumentProxy(new Uint8Array(readFileSync(out)));
      return (await extractText(pdf, { mergePages: true })).text;
    };
    assert.match(await saidIn({}), /Who leads it\?/);
    assert.doesNotMatch(await saidIn({ 'without-remarks': true }), /Who leads it/);
  });

  it('says which characters cannot be shown, and where', async () => {
    const { context, maya } = school;
    const asked = {
      id: review,
      statement: '1.2',
      kind: 'question',
      words: 'Who \ue000 leads it?',
    } as const;
    await writeRemark(context, maya, reviewTarget, asked, { key: null });
    const { json, text } = await run([review], { out: join(folder, 'boxes.pdf') });
    assert.deepEqual((json as { lost: unknown }).lost, [{ letter: '\ue000', codes: ['1.2'] }]);
    assert.match(text, /cannot be shown in the PDF: \ue000, in 1\.2\./);
  });

  it('writes the answer sheet', async () => {
    const out = join(folder, 'sheet.pdf');
    const { json } = await run([review], { out, 'answer-sheet': true });
    assert.equal((json as { document: string }).document, 'answer-sheet');
    assert.ok(existsSync(out));
  });

  it('says what to give, and where it cannot write', async () => {
    await assert.rejects(run([], {}), { code: 'command.operands' });
    await assert.rejects(run([school.context.id()], {}), { code: 'review.not-found' });
    await assert.rejects(run([review], { out: join(folder, 'no/such/folder.pdf') }), {
      code: 'command.out',
    });
  });

  it('writes a report of parts as Word file or PDF, without names where asked', async () => {
    const out = join(folder, 'pack.docx');
    const { json } = await run([review], { out, kind: 'governor-pack', format: 'docx' });
    assert.deepEqual(
      { ...(json as object), bytes: 0 },
      { review, document: 'governor-pack', format: 'docx', file: out, bytes: 0 },
    );
    assert.equal(readFileSync(out).toString('latin1', 0, 2), 'PK');
    const pdf = join(folder, 'pack.pdf');
    await run([review], { out: pdf, kind: 'governor-pack', 'without-names': true });
    assert.equal(readFileSync(pdf).toString('latin1', 0, 5), '%PDF-');
    await assert.rejects(run([review], { kind: 'no-such' }), { code: 'report.unknown' });
    await assert.rejects(run([review], { kind: 'summary', format: 'odt' }), {
      code: 'command.format',
    });
  });
});
