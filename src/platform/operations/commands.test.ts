import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it, mock } from 'node:test';
import ExcelJS from 'exceljs';
import { signInCommands } from '../../account/cli.js';
import { allJobs, allOperations } from '../../app.js';
import { importCommands } from '../../authoring/import-cli.js';
import { backupCommands } from '../../backup/cli.js';
import { addEvidence } from '../../evidence/changes.js';
import { evidenceCommands } from '../../evidence/cli.js';
import { itemInput } from '../../evidence/evidence.js';
import { takeUpload } from '../../evidence/files/upload.js';
import { pdf } from '../../evidence/testing/files.js';
import { frameworkCommands } from '../../framework/cli.js';
import { crosswalkCommands } from '../../insight/cli.js';
import { organisationCommands } from '../../organisation/organisation-cli.js';
import { planCommands } from '../../plan/cli.js';
import { reportCommands } from '../../report/cli.js';
import { reviewCommands } from '../../review/cli.js';
import { openSchool } from '../../review/testing/school.js';
import type { Command } from '../commands.js';
import { jobCommands } from '../jobs/cli.js';
import { Problem } from '../problems.js';
import { commandsOf } from './commands.js';

const school = await openSchool();
const { context } = school;

/** The commands that are written by hand, by the name under which main.ts lists them. */
const written: Record<string, readonly Command[]> = {
  ...{ backupCommands, signInCommands, organisationCommands, frameworkCommands, importCommands },
  ...{ evidenceCommands, reviewCommands, reportCommands, planCommands, crosswalkCommands },
  jobCommands: jobCommands(allJobs),
};
const byHand = Object.values(written).flat();
const made = commandsOf(allOperations);
const commands = [...byHand, ...made];

/** Runs a command as the command line would: words, operands, options. */
async function run(
  name: string,
  operands: string[] = [],
  options: Record<string, string | boolean> = {},
): Promise<{ json: Record<string, unknown>; text: string }> {
  const command = commands.find((each) => each.name === name);
  assert.ok(command, name);
  const unknown = Object.keys(options).filter((option) => !(option in (command.options ?? {})));
  assert.deepEqual(unknown, []);
  const printed: { json: unknown; text: string }[] = [];
  await command.run({
    config: context.config,
    operands,
    options,
    isJson: true,
    context: async () => context,
    print: (result) => printed.push(result),
  });
  assert.equal(printed.length, 1);
  return printed[0] as { json: Record<string, unknown>; text: string };
}

/** Expects that a history is found to be broken, without what it prints. */
async function broken(work: Promise<unknown>, says: RegExp): Promise<void> {
  const quiet = mock.method(console, 'log', () => {});
  try {
    await assert.rejects(
      work,
      (error) => refused('history.broken')(error) && says.test(String(error)),
    );
  } finally {
    quiet.mock.restore();
  }
}

const refused = (code: string) => (error: unknown) =>
  error instanceof Problem && error.code === code;

describe('commands made of operations', () => {
  it('change, delete and restore a review, and print it as text and as JSON', async () => {
    const id = await school.review();
    const { json, text } = await run('review change', [id], {
      title: 'By a command',
      'academic-year': '2026',
    });
    assert.equal(json.title, 'By a command');
    assert.match(text, /^title: By a command$/m);
    assert.equal((await run('review delete', [id])).text, 'Done.');
    assert.equal((await run('review restore', [id])).json.state, 'open');
  });

  it('read lists with numbers as options', async () => {
    const { json } = await run('person list', [], { limit: '1' });
    assert.equal((json.items as unknown[]).length, 1);
    await assert.rejects(run('person list', [], { limit: 'many' }), refused('command.option'));
  });

  it('take lists as JSON', async () => {
    const people = JSON.stringify([{ email: 'new@otterbridge.example', role: 'viewer' }]);
    const { json } = await run('person invite', [], { people });
    assert.equal((json.items as unknown[]).length, 1);
  });

  it('send a file from a path, and write one that they read', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'waymark-'));
    const path = (name: string) => join(folder, name);
    writeFileSync(path('plan.pdf'), pdf('as it was'));
    const note = { kind: 'file', title: 'Plan' };
    const how = { key: null, namesNoLearners: false };
    const upload = await takeUpload(context, { name: 'old.pdf', bytes: [pdf('old')] as never });
    const input = itemInput.parse(note);
    const { id } = await addEvidence(context, school.maya, { input, upload }, how);
    const { json } = await run('evidence add-file', [id], { file: path('plan.pdf') });
    assert.equal((json.files as unknown[]).length, 2);
    const out = path('copy.pdf');
    assert.deepEqual((await run('evidence read-file', [id, '2'], { out })).json, { path: out });
    assert.deepEqual(readFileSync(out), pdf('as it was'));
    const none = { file: path('nothing') };
    await assert.rejects(run('evidence add-file', [id], none), refused('command.file'));
    await assert.rejects(run('evidence add-file', [id]), refused('request.no-file'));
    await assert.rejects(run('evidence read-file', [id, '2']), refused('command.option'));
  });

  it('write a review and a plan as workbooks', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'waymark-'));
    const review = await school.review(null, 2037);
    for (const [name, operands, options] of [
      ['review workbook', [review], {}],
      ['plan workbook', [], { year: '2026' }],
    ] as const) {
      const out = join(folder, `${name}.xlsx`);
      await run(name, [...operands], { ...options, out });
      const book = new ExcelJS.Workbook();
      await book.xlsx.readFile(out);
      assert.match(book.title, /Otterbridge School/);
    }
  });

  it('add evidence of the kind that was given, a file under its own name, and nothing that is not there', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'waymark-add-'));
    const path = (name: string) => join(folder, name);
    writeFileSync(path('what_leavers do.pdf'), pdf('leavers'));
    const { json } = await run('evidence add', [path('what_leavers do.pdf')], { note: 'N' });
    assert.match(String(json.checksum), /^[0-9a-f]{64}$/);
    const named = { title: 'Named', url: 'https://a.example/' };
    const other = await run('evidence add', [path('what_leavers do.pdf')], { title: 'Named' });
    assert.equal(other.json.checksum, json.checksum);
    assert.equal((await run('evidence add', [], named)).json.checksum, null);
    const items = (await run('evidence list')).json as unknown as Record<string, unknown>[];
    assert.deepEqual(
      items.slice(0, 3).map(({ kind, title }) => [kind, title]),
      [
        ['link', 'Named'],
        ['file', 'Named'],
        ['file', 'what leavers do'],
      ],
    );
    const none = run('evidence add', [path('nothing.pdf')], { title: 'T' });
    await assert.rejects(none, {
      code: 'command.file',
      message: /There is no file .*nothing\.pdf/,
    });
    const two = run('evidence add', [path('a.pdf'), path('b.pdf')]);
    await assert.rejects(two, { code: 'command.operands', message: 'Give one file, or none.' });
  });

  it('tell which files are missing, and that a backup has them', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'waymark-add-'));
    const path = (name: string) => join(folder, name);
    writeFileSync(path('lost.pdf'), pdf('soon lost'));
    const { json } = await run('evidence add', [path('lost.pdf')], { title: 'Lost' });
    const checksum = String(json.checksum);
    const place = { organisation: school.maya.organisation.id, checksum };
    await context.files.remove(place);
    const printed: string[] = [];
    const verify = commands.find(({ name }) => name === 'evidence verify');
    const done = verify?.run({
      ...{ config: context.config, operands: [], options: {}, isJson: false },
      context: async () => context,
      print: ({ text }) => printed.push(text),
    });
    await assert.rejects(Promise.resolve(done), {
      code: 'file.broken',
      message: '1 file missing or damaged. Restore from a backup, then verify again.',
    });
    assert.match(
      printed.join(),
      /^missing: lost\.pdf \([0-9a-f-]{36}, version 1\)\n\d+ files read/,
    );
    await context.superuser.query('DELETE FROM evidence_files WHERE checksum = $1', [checksum]);
  });

  it('ask for their operands, and refuse what the person may not do', async () => {
    await assert.rejects(run('review delete'), refused('command.operands'));
    const id = await school.review();
    const reader = await school.colleague('Sam Reid', 'viewer');
    const as = `${reader.person.id}@otterbridge.example`;
    await assert.rejects(run('review delete', [id], { as }), refused('access.denied'));
  });
});

describe('every option of every command', () => {
  const folder = mkdtempSync(join(tmpdir(), 'waymark-'));
  const path = (name: string) => join(folder, name);
  type Said = Record<string, string | boolean>;
  /** The id that a command printed. */
  const idOf = async (...call: Parameters<typeof run>) => String((await run(...call)).json.id);
  const listed = async (options: Said) =>
    ((await run('evidence list', [], options)).json as unknown as Record<string, unknown>[]).map(
      ({ title }) => title,
    );

  /** Two pieces of evidence, each of which one option finds alone. */
  const library = async () => {
    const word = `w${context.id()}`;
    const one = await idOf('evidence add', [], {
      ...{ title: `Link ${word}`, url: 'https://a.example/', voice: 'employer' },
    });
    await idOf('evidence add', [], { title: `Note ${word}`, note: 'It shows.', voice: 'staff' });
    return { word, one, title: `Link ${word}` };
  };
  /** The same list as the API gives it. */
  const listedForPrograms = async (given: Record<string, unknown>) => {
    const operation = allOperations.find(({ name }) => name === 'evidence.list');
    const asked = { context, member: school.maya, request: {} as never, params: {}, file: null };
    const how = { key: null, channel: 'api' as const };
    const answer = await operation?.perform({ ...asked, how, version: null }, given);
    return (answer as { items: { title: string }[] }).items.map(({ title }) => title);
  };
  const finds = (option: string, value: string) => async () => {
    const { word, title } = await library();
    const search = word.slice(0, 14);
    assert.equal((await listed({ search })).length >= 2, true);
    const found = await listed({ search: word, [option]: value });
    assert.deepEqual(found, [title]);
    assert.deepEqual(await listedForPrograms({ q: word, [option]: value }), [title]);
  };

  /** What an option of a new piece of evidence comes to. */
  const added = (option: string, value: string, wanted: unknown, more: Said = {}) => [
    ['evidence add', option],
    async () => {
      const id = await idOf('evidence add', [], {
        ...{ title: 'A', note: 'B', ...more },
        [option]: value,
      });
      const items = (await run('evidence list')).json as unknown as Record<string, unknown>[];
      const item = items.find((each) => each.id === id) ?? {};
      const name = { date: 'effective_on', until: 'valid_until' }[option] ?? option;
      const figure = item.figure as { value: string; unit: string } | null;
      const found = { ...item, figure: figure?.value, unit: figure?.unit }[name as 'figure'];
      assert.deepEqual(found, wanted);
    },
  ];
  const figure = { figure: '94', unit: '%', date: '2026-10-31' };

  const action = async (options: Said): Promise<Record<string, unknown>> => {
    const id = await idOf('plan add', ['Ask leavers'], options);
    const { json } = await run('plan list', [], options.year ? { year: options.year } : {});
    const actions = json.actions as Record<string, unknown>[];
    return actions.find((each) => each.id === id) ?? {};
  };
  /** What an option of a new action comes to. */
  const planned = (option: string, value: string, field: string, wanted: unknown) => [
    ['plan add', option],
    async () => assert.deepEqual((await action({ [option]: value }))[field], wanted),
  ];
  const closed = (option: string, value: string | true, field: string, wanted: unknown) => [
    ['plan done', option],
    async () => {
      const { id } = await action({});
      await run('plan done', [String(id)], { changed: 'It did', result: 'So', [option]: value });
      const actions = (await run('plan list')).json.actions as Record<string, unknown>[];
      assert.deepEqual(actions.find((each) => each.id === id)?.[field], wanted);
    },
  ];

  const reviewOf = async (id: string) => (await run('review show', [id])).json;
  const started = (option: string, value: string, field: string, wanted: unknown) => [
    ['review start', option],
    async () => {
      const id = await idOf('review start', [], { year: '2031', title: 'T', [option]: value });
      const { review } = await reviewOf(id);
      assert.deepEqual((review as Record<string, unknown>)[field], wanted);
    },
  ];
  /** The answer on a statement after these options. */
  const answered = async (options: Said) => {
    const id = await school.review();
    await run('review agree', [id, '2.4'], options);
    const agreements = (await reviewOf(id)).agreements as Record<string, unknown>[];
    return agreements.find(({ statement }) => statement === '2.4') ?? {};
  };
  const agreed = (option: string, value: string, field: string, wanted: unknown) => [
    ['review agree', option],
    async () => assert.deepEqual((await answered({ [option]: value }))[field], wanted),
  ];
  const cited = (option: string, value: string, field: string) => [
    ['review agree', option],
    async () => {
      const { evidence } = await answered({ evidence: 'A', [option]: value });
      assert.equal((evidence as Record<string, unknown>[])[0]?.[field], value);
    },
  ];
  const closedBy = (option: string, value: string, field: string) => [
    ['review close', option],
    async () => {
      const id = await school.review();
      const both = { 'signed-off-by': 'Jo', 'gaps-reason': 'Why' };
      await run('review close', [id], { ...both, [option]: value });
      const { rows } = await context.superuser.query('SELECT * FROM reviews WHERE id = $1', [id]);
      assert.equal(rows[0][field], value);
    },
  ];

  /** What is read of a workbook, with an option. */
  const readWith = async (options: Said) =>
    (await run('framework import', [path('model.xlsx')], options)).json as unknown as Draft;
  let plain: Draft | undefined;
  /** That is made once, and read once without any. */
  const readPlain = async () => {
    if (plain) return plain;
    const book = new ExcelJS.Workbook();
    for (const name of ['First', 'Second']) {
      const sheet = book.addWorksheet(name);
      sheet.addRow(['Code', 'Statement', 'Level 1', 'Level 2', 'Level 3', 'Level 4']);
      for (const code of ['1.1', '1.2', '2.1'])
        sheet.addRow([code, `${name} ${code}`, ...[1, 2, 3, 4].map((at) => `Words ${code} ${at}`)]);
    }
    await book.xlsx.writeFile(path('model.xlsx'));
    plain = await readWith({});
    return plain;
  };
  /** It is read otherwise with the option. */
  const read = (
    option: string,
    value: string,
    check: (draft: Draft) => unknown,
    wanted: unknown,
  ) => [
    ['framework import', option],
    async () => {
      assert.notDeepEqual(check(await readPlain()), wanted, 'it would be so anyway');
      assert.deepEqual(check(await readWith({ [option]: value })), wanted);
    },
  ];
  interface Draft {
    levels: { level: number }[];
    themes: { statements: { id: string; title: string; levels: { text: string | null }[] }[] }[];
  }
  const first = ({ themes }: Draft) => themes[0]?.statements[0];

  const personOf = async (options: Said) => {
    const email = `${context.id()}@otterbridge.example`;
    const named = [context.id(), 'Lee Park', email];
    await context.superuser.query(
      'INSERT INTO persons (id, name, email, created_at) VALUES ($1, $2, $3, now())',
      named,
    );
    await run('person grant', [email], options);
    const { rows } = await context.superuser.query(
      `SELECT m.role, m.is_owner, o.name FROM memberships m JOIN organisations o ON o.id = m.organisation_id
       WHERE m.person_id = $1`,
      [named[0]],
    );
    return rows;
  };
  const granted = (option: string, value: string | true, wanted: object) => [
    ['person grant', option],
    async () => {
      const usual = { role: 'careers leader', is_owner: false, name: 'Otterbridge School' };
      assert.deepEqual(await personOf({ [option]: value }), [{ ...usual, ...wanted }]);
    },
  ];
  const elsewhere = async () => {
    const { rows } = await context.superuser.query(
      "SELECT id FROM organisations WHERE urn = '100000'",
    );
    if (rows.length > 0) return;
    await context.superuser.query(
      "INSERT INTO organisations (id, name, kind, urn, created_at) VALUES ($1, 'Heron School', 'school', '100000', now())",
      [context.id()],
    );
  };
  const headOf = (file: string) => JSON.parse(readFileSync(file, 'utf8').split('\n')[0] ?? '{}');
  const exported = async (options: Said) => {
    const file = path(`${context.id()}.jsonl`);
    await run('history export', [file], options);
    return file;
  };

  const cases = [
    [['evidence list', 'kind'], finds('kind', 'link')],
    [['evidence list', 'voice'], finds('voice', 'employer')],
    [
      ['evidence list', 'search'],
      async () => {
        const { title } = await library();
        assert.deepEqual(await listed({ search: title }), [title]);
      },
    ],
    [
      ['evidence list', 'statement'],
      async () => {
        const { word, one, title } = await library();
        const review = await school.review();
        const citing = { cite: '["2.4"]', uncite: '[]', name: '[]', unname: '[]' };
        await run('review cite', [review], { ...citing, evidence: one }).catch(() =>
          context.superuser.query(
            `INSERT INTO citations (organisation_id, review_id, statement, evidence_id, cited_at)
             VALUES ($1, $2, '2.4', $3, now())`,
            [school.maya.organisation.id, review, one],
          ),
        );
        assert.deepEqual(await listed({ search: word, statement: '2.4' }), [title]);
        assert.deepEqual(await listed({ search: word, statement: '2.5' }), []);
        const asked = { q: word, statement: '2.4' };
        assert.deepEqual(await listedForPrograms(asked), [title]);
        assert.deepEqual(await listedForPrograms({ ...asked, statement: '2.5' }), []);
        assert.equal((await listedForPrograms({ q: word })).length, 2);
        assert.equal((await listedForPrograms({ q: word, limit: '1' })).length, 1);
        assert.deepEqual(await listedForPrograms({ q: word, cursor: one }), []);
        assert.deepEqual(await listedForPrograms({ q: word, owner: context.id() }), []);
        const { id: owner } = school.maya.person;
        assert.equal((await listedForPrograms({ q: word, owner })).length, 2);
      },
    ],
    added('title', 'Named', 'Named'),
    added('note', 'Noted', 'Noted'),
    added('about', 'Year 10', 'Year 10'),
    added('url', 'https://a.example/', 'https://a.example/'),
    added('voice', 'employer', 'employer'),
    added('date', '2026-10-30', '2026-10-30'),
    added('until', '2027-10-30', '2027-10-30'),
    added('figure', '1,204', '1204', figure),
    added('unit', 'learners', 'learners', figure),
    [
      ['evidence verify', 'sweep'],
      async () => {
        assert.equal((await run('evidence verify')).json.swept, null);
        const gone = await idOf('evidence add', [], { title: 'Gone', note: 'N' });
        await context.superuser.query(
          "UPDATE evidence SET deleted_at = '2000-01-01' WHERE id = $1",
          [gone],
        );
        const { json } = await run('evidence verify', [], { sweep: true });
        assert.equal((json.swept as { evidence: number }).evidence, 1);
      },
    ],
    [
      ['plan list', 'year'],
      async () => {
        const { id } = await action({ year: '2033' });
        const { json } = await run('plan list', [], { year: '2033' });
        assert.deepEqual(
          (json.actions as { id: string }[]).map((each) => each.id),
          [id],
        );
        assert.deepEqual((await run('plan list', [], { year: '2034' })).json.actions, []);
      },
    ],
    [
      ['plan add', 'year'],
      async () => assert.equal((await action({ year: '2035' })).academic_year, 2035),
    ],
    planned('aim', '2.1@3', 'aim', { statement: '2.1', level: 3 }),
    planned('due', '2026-12-04', 'due_on', '2026-12-04'),
    planned('start', '2026-12-01', 'start_on', '2026-12-01'),
    planned('owner', 'Anita Shah', 'owner', 'Anita Shah'),
    planned('priority', 'Leavers', 'priority', 'Leavers'),
    planned('measure', 'They say so', 'measure', 'They say so'),
    closed('changed', 'More visits', 'changed', 'More visits'),
    closed('result', '9 in 10', 'result', '9 in 10'),
    closed('stopped', true, 'status', 'stopped'),
    started('year', '2032', 'academic_year', '2032/33'),
    started('title', 'By command', 'title', 'By command'),
    [
      ['review start', 'from'],
      async () => {
        const before = await school.review();
        await run('review agree', [before, '2.4'], { level: '3', reason: 'Since' });
        const id = await idOf('review start', [], { year: '2030', from: before });
        const agreements = (await reviewOf(id)).agreements as Record<string, unknown>[];
        assert.equal(agreements.find(({ statement }) => statement === '2.4')?.reason, 'Since');
      },
    ],
    agreed('level', '3', 'level', 3),
    agreed('reason', 'Because', 'reason', 'Because'),
    agreed('strength', 'Alumni', 'strength', 'Alumni'),
    agreed('next-step', 'Ask leavers', 'next_step', 'Ask leavers'),
    agreed('marks', '2.4.1a=met', 'marks', { '2.4.1a': 'met' }),
    cited('evidence', 'Survey', 'title'),
    cited('evidence-url', 'https://a.example/', 'url'),
    cited('evidence-note', 'What leavers said', 'note'),
    closedBy('signed-off-by', 'Jo Whitaker', 'signed_off_as'),
    closedBy('gaps-reason', 'A short year', 'gaps_reason'),
    granted('role', 'governor', { role: 'governor' }),
    granted('owner', true, { is_owner: true }),
    [
      ['person grant', 'school'],
      async () => {
        await elsewhere();
        assert.equal((await personOf({ school: '100000' }))[0].name, 'Heron School');
      },
    ],
    [
      ['history export', 'school'],
      async () => {
        await elsewhere();
        for (const name of ['Heron School', 'Otterbridge School'])
          assert.equal(headOf(await exported({ school: name })).name, name);
      },
    ],
    [
      ['history export', 'installation'],
      async () =>
        assert.equal(headOf(await exported({ installation: true })).name, 'This installation'),
    ],
    [
      ['history verify', 'key'],
      async () => {
        const file = await exported({ school: 'Otterbridge School' });
        assert.equal(statSync(file).mode & 0o777, 0o600, 'a file that only its owner reads');
        const { json } = await run('history key');
        writeFileSync(path('own.pem'), String(json.publicKey));
        await run('history verify', [file], { key: path('own.pem') });
        const other = { ...context.config, dataFolder: path('other') };
        const key = commands.find(({ name }) => name === 'history key');
        await key?.run({
          ...{ config: other, operands: [], options: {}, isJson: true },
          context: async () => context,
          print: (said) =>
            writeFileSync(path('strange.pem'), (said.json as { publicKey: string }).publicKey),
        });
        const strange = run('history verify', [file], { key: path('strange.pem') });
        await broken(strange, /which is not one of those given/);
      },
    ],
    [
      ['history verify', 'earlier'],
      async () => {
        const earlier = await exported({ school: 'Otterbridge School' });
        await school.review();
        const later = await exported({ school: 'Otterbridge School' });
        await run('history verify', [later], { earlier });
        const cut = run('history verify', [earlier], { earlier: later });
        await broken(cut, /is not what the earlier file has/);
      },
    ],
    [
      ['framework export', 'out'],
      async () => {
        const out = path('model.yaml');
        await run('framework export', ['careers-impact-schools'], { out });
        assert.match(readFileSync(out, 'utf8'), /^id: careers-impact-schools$/m);
      },
    ],
    [
      ['framework publish', 'school'],
      async () => {
        const text = readFileSync(path('model.yaml'), 'utf8');
        writeFileSync(path('ours.yaml'), text.replace(/^id: .*$/m, 'id: ours'));
        const { json } = await run('framework publish', [path('ours.yaml')], {
          school: 'Otterbridge School',
        });
        assert.equal(json.organisation, school.maya.organisation.id);
      },
    ],
    read('levels', '3', (draft) => draft.levels.length, 3),
    read('first-level', '0', (draft) => draft.levels[0]?.level, 0),
    read('columns', '1,3,4,5,6', (draft) => first(draft)?.title, 'Words 1.1 1'),
    read('sheet', 'First', (draft) => first(draft)?.title, 'First 1.1'),
    [
      ['framework import', 'table'],
      async () => {
        const two = ['Old', 'New'].map((name) =>
          [1, 2].map((at) => `1.${at},${name} ${at},It is low.,It is high.`).join('\n'),
        );
        writeFileSync(path('two.csv'), two.join('\n\n'));
        const { json } = await run('framework import', [path('two.csv')], { table: '2' });
        assert.equal(first(json as unknown as Draft)?.title, 'New 1');
      },
    ],
    [
      ['framework import', 'code'],
      async () => {
        await readPlain();
        await assert.rejects(readWith({ code: 'A1' }), refused('reading.no-codes'));
      },
    ],
    [
      ['plan done', 'names-no-learners'],
      async () => {
        const { id } = await action({});
        const list = ['Reid, Sam 12/03/2012', 'Bell, Tom 04/09/2011', 'Shah, Anita 21/07/2012'];
        const texts = { changed: list.join('\n'), result: 'So' };
        await assert.rejects(run('plan done', [String(id)], texts), refused('learner-data.doubt'));
        await run('plan done', [String(id)], { ...texts, 'names-no-learners': true });
      },
    ],
  ] as [[string, string], () => Promise<unknown>][];
  for (const [[name, option], check] of cases)
    it(`has an effect: ${name} --${option}`, async () => void (await check()));

  it('history export writes to the standard output where no file is named, and over no other file', async () => {
    let written = '';
    const command = commands.find(({ name }) => name === 'history export');
    const { write } = process.stdout;
    // What the test runner says of itself goes on to where it was going.
    process.stdout.write = ((text: string, ...more: []) => {
      if (typeof text !== 'string' || !text.startsWith('{'))
        return write.call(process.stdout, text, ...more);
      written += text;
      return true;
    }) as typeof write;
    try {
      await command?.run({
        ...{ config: context.config, operands: [], isJson: false },
        options: { school: 'Otterbridge School' },
        context: async () => context,
        print: () => assert.fail('nothing else is printed'),
      });
    } finally {
      process.stdout.write = write;
    }
    assert.equal(JSON.parse(written.split('\n')[0] ?? '').name, 'Otterbridge School');
    const there = await exported({ school: 'Otterbridge School' });
    const said = run('history export', [there], { school: 'Otterbridge School' });
    await assert.rejects(said, { code: 'file.exists' });
    const nowhere = run('history export', [path('no/folder.jsonl')], { installation: true });
    await assert.rejects(nowhere, { code: 'ENOENT' });
  });

  it('and without a file, history verify tells of a key that is not the one in use here', async () => {
    const own = (await run('history key')).json.id;
    const { json } = await run('history verify');
    for (const { keys } of json as unknown as { keys: string[] }[]) assert.deepEqual(keys, [own]);
    const moved = { ...context.config, dataFolder: path('moved') };
    const verify = commands.find(({ name }) => name === 'history verify');
    await verify?.run({
      ...{ config: moved, operands: [], options: {}, isJson: true },
      context: async () => context,
      print: ({ text }) => {
        for (const line of text.split('\n'))
          assert.match(line, new RegExp(`signed by (?!${own})[0-9a-f]{16}, ${own}\\.$`));
      },
    });
  });

  it('and without a file, history verify looks at every chain here, its columns too', async () => {
    const said = async () => (await run('history verify')).text.split('\n');
    const names = ['This installation', 'Heron School', 'Otterbridge School'];
    await elsewhere();
    const lines = await said();
    assert.deepEqual(
      lines.map((line) => line.split(':')[0]),
      names,
    );
    for (const line of lines)
      assert.match(
        line,
        /\d+ entr(y|ies), nothing changed, .*, signed by [0-9a-f]{16}\.$|: 0 entries/,
      );
    const chains = [
      [school.maya.organisation.id, 'Otterbridge School'],
      ['00000000-0000-0000-0000-000000000000', 'This installation'],
    ];
    const set = async (verb: string, id: string | undefined) => {
      await context.superuser.query('BEGIN; SET LOCAL session_replication_role = replica');
      const { rows } = await context.superuser.query(
        'SELECT verb FROM history WHERE organisation_id = $1 AND position = 1',
        [id],
      );
      await context.superuser.query(
        'UPDATE history SET verb = $2 WHERE organisation_id = $1 AND position = 1',
        [id, verb],
      );
      await context.superuser.query('COMMIT');
      return String(rows[0].verb);
    };
    for (const [id, name] of chains) {
      const verb = await set('test.forged', id);
      await broken(run('history verify'), new RegExp(`${name}: Entry 1: its columns differ`));
      await set(verb, id);
    }
    await said();
  });

  /** Tried beside what they are about: a PDF is slow, a backup has a database of its own. */
  const TRIED_THERE: Record<string, string> = {
    'review report --out': 'src/report/cli.test.ts',
    'review report --answer-sheet': 'src/report/cli.test.ts',
    'review report --without-remarks': 'src/report/cli.test.ts',
    'review report --kind': 'src/report/cli.test.ts',
    'review report --format': 'src/report/cli.test.ts',
    'review report --without-names': 'src/report/cli.test.ts',
    'framework import --best-first': 'src/framework/cli.test.ts',
    'framework import --out': 'src/framework/cli.test.ts',
    'restore --check': 'tests/backup.test.ts',
    'restore --replace': 'tests/backup.test.ts',
    'review agree --names-no-learners': 'tests/learner-question.test.ts',
    'review close --names-no-learners': 'tests/learner-question.test.ts',
    'plan add --names-no-learners': 'tests/learner-question.test.ts',
    'evidence add --names-no-learners': 'tests/learner-question.test.ts',
  };

  it('is in this list, or tried in the file that is named', () => {
    const main = readFileSync(join(context.config.root, 'src/main.ts'), 'utf8');
    const named = [...main.matchAll(/\.\.\.(\w+Commands)\b/g)].map(([, name]) => name);
    assert.deepEqual(named.sort(), Object.keys(written).sort(), 'every list of commands');
    const tried = [
      ...cases.map(([[name, option]]) => `${name} --${option}`),
      ...Object.keys(TRIED_THERE),
    ];
    const there = byHand.flatMap(({ name, options = {} }) =>
      Object.keys(options)
        .filter((option) => options.as === undefined || !['as', 'school'].includes(option))
        .map((option) => `${name} --${option}`),
    );
    assert.deepEqual(
      there.filter((each) => !tried.includes(each)),
      [],
    );
    for (const [call, file] of Object.entries(TRIED_THERE)) {
      const text = readFileSync(join(context.config.root, file), 'utf8');
      assert.ok(text.includes(call.split(' --')[1] ?? ''), `${call} in ${file}`);
    }
  });

  it('says in whose name and in which school, wherever a command acts in one', async () => {
    const acting = commands.filter(({ options }) => options?.as !== undefined);
    assert.ok(acting.length > byHand.length);
    const nobody = { as: 'no@body.example' };
    for (const { name, operands = '' } of acting) {
      const ids = operands.split(' ').filter((word) => /^\w/.test(word));
      const call = (options: Said) => run(name, ids, { ...needed(name), ...options });
      await assert.rejects(call(nobody), refused('command.person'), `${name} --as`);
      await assert.rejects(
        call({ school: 'Nowhere' }),
        refused('command.school'),
        `${name} --school`,
      );
    }
  });
  /** What a command asks for before it asks who acts. */
  const needed = (name: string): Said =>
    name === 'review close' ? { 'signed-off-by': 'Jo', 'gaps-reason': 'Why' } : {};
});
