import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { academicYearAt } from '../platform/academic-year.js';
import { Problem } from '../platform/problems.js';
import { reviewCommands } from './cli.js';
import { openSchool } from './testing/school.js';

const school = await openSchool();
const { context, maya } = school;

interface Printed {
  json: Record<string, unknown>;
  text: string;
}

/** Runs a command as the command line would: words, operands, options. */
async function run(
  name: string,
  operands: string[] = [],
  options: Record<string, string> = {},
): Promise<Printed> {
  const command = reviewCommands.find((each) => each.name === `review ${name}`);
  assert.ok(command);
  const printed: Printed[] = [];
  await command.run({
    config: context.config,
    operands,
    options,
    isJson: true,
    context: async () => context,
    print: ({ json, text }) => printed.push({ json: json as Printed['json'], text }),
  });
  const [only] = printed;
  assert.ok(only);
  return only;
}

const refused = (code: string) => (error: unknown) =>
  error instanceof Problem && error.code === code;

describe('reviews on the command line', () => {
  it('start, judge, show, list and close one review', async () => {
    const { json: started } = await run('start', [], { year: '2026', title: 'By command' });
    const id = String(started.id);
    await run('agree', [id, '2.4'], {
      level: '3',
      reason: 'Because',
      'next-step': 'Ask leavers',
      marks: '2.4.1a=met, 2.4.2b=partly',
      evidence: 'Leaver survey',
      'evidence-url': 'https://otterbridge.example/survey',
    });
    await run('agree', [id, '2.5'], { level: 'not-yet' });
    const { json: shown, text } = await run('show', [id]);
    const agreements = shown.agreements as Record<string, unknown>[];
    assert.equal(agreements.length, 32);
    const agreed = agreements.find(({ statement }) => statement === '2.4');
    assert.deepEqual(
      [agreed?.level, agreed?.rating, agreed?.reason, agreed?.next_step, agreed?.marks],
      [3, 'level', 'Because', 'Ask leavers', { '2.4.1a': 'met', '2.4.2b': 'partly' }],
    );
    const evidence = (agreed?.evidence ?? []) as { title: string }[];
    assert.equal(evidence[0]?.title, 'Leaver survey');
    const history = shown.history as { channel: string; what: string[] }[];
    assert.equal(history.length, 3);
    assert.ok(history.every(({ channel }) => channel === 'command'));
    assert.match(text, /2\.4 {2}Level 3/);
    assert.match(text, /2\.5 {2}Not yet at level 1/);
    assert.doesNotMatch(text, /Questions and comments/);
    const { json: listed } = await run('list');
    assert.ok((listed.reviews as { id: string }[]).some((each) => each.id === id));
    await run('close', [id], { 'signed-off-by': 'Jo Whitaker', 'gaps-reason': 'A trial' });
    await assert.rejects(run('agree', [id, '2.4'], { level: '1' }), refused('review.closed'));
  });

  it('puts each option where it belongs, and begins from the answers of another review', async () => {
    const { json: from } = await run('start', [], { year: '2040', title: 'The one before' });
    const first = String(from.id);
    await run('agree', [first, '2.4'], {
      ...{ level: '3', strength: 'Own strength', reason: 'Own reason', 'next-step': 'Own step' },
      ...{ evidence: 'Own title', 'evidence-url': 'https://otterbridge.example/own' },
      'evidence-note': 'Own note',
    });
    const { json } = await run('start', [], { year: '2041', title: 'By command', from: first });
    const found = await school.read(String(json.id));
    const { title, academicYear, previousReviewId } = found.review;
    assert.deepEqual([title, academicYear, previousReviewId], ['By command', 2041, first]);
    const { reason, strength, nextStep, isCarried } = found.agreements.get('2.4')!;
    assert.deepEqual(
      [reason, strength, nextStep, isCarried],
      ['Own reason', 'Own strength', 'Own step', true],
    );
    const [item] = await school.evidence(String(json.id));
    assert.deepEqual(
      [item?.title, item?.url, item?.note],
      ['Own title', 'https://otterbridge.example/own', 'Own note'],
    );
    await run('agree', [String(json.id), '2.4'], { level: 'none' });
    const after = (await school.read(String(json.id))).agreements.get('2.4');
    assert.deepEqual([after?.rating, after?.reason], [null, 'Own reason']);
    const { json: plain } = await run('start');
    const { review } = await school.read(String(plain.id));
    assert.equal(review.academicYear, academicYearAt(context.clock()));
    assert.match(review.title, /^Internal leadership review/);
  });

  it('acts for the person and the school that are named, and says which it needs', async () => {
    const id = await school.review();
    await school.colleague('Vera Viewer', 'viewer');
    const { rows } = await context.superuser.query(
      "SELECT email FROM persons WHERE name LIKE 'Vera%'",
    );
    const as = String((rows[0] as { email: string }).email);
    await assert.rejects(run('agree', [id, '1.1'], { level: '1', as }), refused('review.denied'));
    await assert.rejects(run('list', [], { as: 'no@body.example' }), refused('command.person'));
    await assert.rejects(run('list', [], { school: 'Elsewhere' }), refused('command.school'));
    await run('list', [], { school: maya.organisation.name.toUpperCase() });
  });

  it('refuses what cannot be said with a sentence', async () => {
    const id = await school.review();
    await assert.rejects(run('show'), refused('command.operands'));
    await assert.rejects(run('agree', [id]), refused('command.operands'));
    await assert.rejects(
      run('agree', [id, '1.1'], { level: 'three' }),
      refused('agreement.unknown-level'),
    );
    await assert.rejects(
      run('agree', [id, '1.1'], { marks: '1.1.1a=yes' }),
      refused('form.invalid'),
    );
    await assert.rejects(run('close', [id]), refused('form.invalid'));
    await assert.rejects(run('show', ['nothing']), refused('review.not-found'));
  });
});
