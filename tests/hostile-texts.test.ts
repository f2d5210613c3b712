/**
 * Every text that comes from outside is read in linear time: each field of each form and operation, each header that
 * is looked at, and each reader of documents takes hostile text (30 kB, 100 kB for documents and in the deep tier)
 * in at most three times what friendly text takes. `tests/regular-expressions.test.ts` holds the same for every expression by itself.
 */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { makeApiToken } from '../src/account/api-tokens.js';
import { allOperations } from '../src/app.js';
import { linkOf } from '../src/authoring/edit-framework.js';
import { readDocument } from '../src/authoring/reading/read.js';
import { packed } from '../src/authoring/reading/testing/print-office.js';
import { readPasted } from '../src/evidence/paste.js';
import { piecesOf } from '../src/framework/search.js';
import { wordsOf } from '../src/framework/search-words.js';
import { harbour } from '../src/framework/testing/harbour.js';
import { readList } from '../src/insight/list-reading.js';
import { readInvitees } from '../src/organisation/invitees.js';
import { milestonesFrom } from '../src/plan/milestones.js';
import { looksLikePupils } from '../src/platform/access/learner-data.js';
import { SCOPES } from '../src/platform/access/scopes.js';
import { readDay, readMonth } from '../src/platform/days.js';
import { readCsv } from '../src/platform/documents/csv.js';
import { mentionsOf, replaced } from '../src/platform/mentions.js';
import { nearestWord } from '../src/platform/nearest-word.js';
import { inputSchema } from '../src/platform/operations/input-schema.js';
import { openTestDemo } from './support/app.js';
import { crawl } from './support/crawl.js';
import { exampleOf } from './support/examples.js';
import { type FormOnPage, formsOf } from './support/forms.js';
import {
  ALL_HOSTILE,
  BYTES_IN_THREAD,
  HOSTILE_TEXTS,
  long,
  slowTexts,
} from './support/hostile-texts.js';
import { makeMatrix } from './support/matrix.js';
import { hasAllRuns } from './support/runs.js';
import { newVisitor, type Visitor } from './support/visitor.js';

/** In `npm test` what the fields of pages and operations are sent; the deep tier sends all. */
const SENT: Readonly<Record<string, string>> = hasAllRuns
  ? HOSTILE_TEXTS
  : { commas: HOSTILE_TEXTS.commas ?? '', everything: ALL_HOSTILE };

/** Documents and files of lists are read in a thread: nobody else waits, and what is quadratic takes far longer. */
const THREAD_MS = 2000;
const inThread = { bytes: BYTES_IN_THREAD, floor: THREAD_MS };

const { context, schools } = await openTestDemo();
const matrix = await makeMatrix(context, schools);

describe('a reader of texts takes as long for hostile ones as for friendly ones', () => {
  const now = new Date('2026-11-23T09:00:00Z');
  const readers: Readonly<Record<string, (text: string) => unknown>> = {
    'whom to invite': (text) => readInvitees(text, 'viewer'),
    'rows of evidence': (text) => readPasted(text, []),
    'a list to count towards': (text) => readList({ title: text, about: text, text }, harbour),
    milestones: milestonesFrom,
    'a link between statements': linkOf,
    'a list of pupils': (text) => looksLikePupils(text, now),
    'a day': (text) => [readDay(text), readMonth(text)],
    'comma-separated values': (text) => readCsv(text),
    'words to search for': wordsOf,
    'a text that is searched': (text) => piecesOf(text, wordsOf('governors met')),
    'a mistyped word': (text) => nearestWord(text, ['2.4', 'careers']),
    'texts that name somebody': (text) =>
      replaced(text, mentionsOf({ name: 'Ab Cd', email: 'a@x.example' }), 'Former viewer'),
    'a name of many words': (text) =>
      replaced(
        `${'a '.repeat(60)}b ${text}`,
        mentionsOf({ name: 'a '.repeat(60), email: null }),
        'Former viewer',
      ),
  };
  for (const [what, read] of Object.entries(readers))
    it(what, async () => assert.deepEqual(await slowTexts(read), []));

  it('entries of a list', async () => {
    // A line of words is no entry, and is refused at once.
    const like = long(
      '- { id: a, title: We met the governors, statements: [2.4, 5.1] }\n',
      BYTES_IN_THREAD,
    );
    const read = (text: string) =>
      readList({ title: 'A', about: '', text: `entries:\n${text}` }, harbour);
    assert.deepEqual(await slowTexts(read, { ...inThread, like }), []);
  });

  const quadratic: Readonly<Record<string, [by: string, (text: string) => unknown]>> = {
    'an expression that begins anew at every space': ['spaces', (text) => /\s+$/.test(text)],
    'an expression with two repeats side by side': [
      'quotation marks',
      (text) => /^"*"*x$/.test(text.slice(0, -1)),
    ],
    'a word looked for among all others': [
      'commas',
      (text) => {
        const words = text.split(',').slice(0, 10_000);
        return words.map((word, at) => words.indexOf(`${word}${at}`));
      },
    ],
    'a text that is cut short letter by letter': [
      'one word',
      (text) => {
        for (let rest = [...text]; rest[0] === 'a'; rest = rest.slice(1)) rest.length;
      },
    ],
  };
  for (const [what, [by, read]] of Object.entries(quadratic))
    it(`would tell ${what}`, async () => {
      const texts = { [by]: HOSTILE_TEXTS[by]?.slice(-10_000) ?? '' };
      const found = await slowTexts(read, { texts, floor: 5, rounds: 1 });
      assert.equal(found.length, 1);
    });
});

describe('a reader of documents takes as long for hostile ones as for friendly ones', () => {
  const bytes = (text: string) => new TextEncoder().encode(text);
  const paragraph = (text: string) => `<w:p><w:r><w:t>${text}</w:t></w:r></w:p>`;
  const safe = (text: string) => text.replace(/[&<>]/g, ' ');
  const formats: Readonly<Record<string, (text: string) => [name: string, bytes: Uint8Array]>> = {
    text: (text) => ['a.txt', bytes(`1.1\tA\tB\n1.2\t${text}\tB\n1.3\tC\tD`)],
    'comma-separated values': (text) => ['a.csv', bytes(`code,a,b\n1.1,${text}`)],
    markdown: (text) => ['a.md', bytes(`|code|a|b|\n|--|--|--|\n|1.1|${text}|`)],
    'a file of a model': (text) => ['a.yaml', bytes(`themes:\nlevels: ${text}`)],
    word: (text) => [
      'a.docx',
      packed({ 'word/document.xml': `<w:body>${paragraph(safe(text))}</w:body>` }),
    ],
    'raw parts of word': (text) => ['a.docx', packed({ 'word/document.xml': `<w:body>${text}` })],
    excel: (text) => [
      'a.xlsx',
      packed({
        'xl/workbook.xml': `<sheets><sheet name="A" sheetId="1" r:id="r1"/></sheets>${text}`,
        'xl/_rels/workbook.xml.rels': '<Relationship Id="r1" Target="worksheets/sheet1.xml"/>',
        'xl/worksheets/sheet1.xml': `<sheetData><row><c t="inlineStr"><is><t>${safe(text)}</t></is></c></row></sheetData>`,
      }),
    ],
    pdf: (text) => ['a.pdf', bytes(`%PDF-1.7\n${text}`)],
  };
  for (const [format, file] of Object.entries(formats)) {
    it(format, async () => {
      const read = (text: string) => {
        const [name, content] = file(text);
        return readDocument(content, name, {});
      };
      assert.deepEqual(await slowTexts(read, inThread), []);
    });
  }
});

describe('a request takes as long with hostile texts as with friendly ones', () => {
  /** The names of fields that take any text. */
  const textsOf = ({ shown }: FormOnPage): string[] => {
    const texts = shown.filter(
      ({ kind }) => !['checkbox', 'radio', 'file', 'select'].includes(kind),
    );
    return [...new Set(texts.map(({ name }) => name).filter((name) => name !== ''))];
  };

  /** Sends a form with another text in one field. */
  const send = (visitor: Visitor, form: FormOnPage, name: string, text: string) => {
    const fields = { ...form.fields, [name]: [text] };
    if (form.method === 'post') return visitor.post(form.action, fields);
    const query = new URLSearchParams();
    for (const [each, values] of Object.entries(fields))
      for (const value of values) query.append(each, value);
    return visitor.get(`${form.action.split('?')[0]}?${query}`);
  };

  async function slowFields(visitor: Visitor, starts: string[]): Promise<[string[], number]> {
    const forms = new Map<string, FormOnPage>();
    for (const start of starts) {
      for (const { html, path } of await crawl(visitor, start)) {
        for (const form of formsOf(html)) {
          if (form.action === '') form.action = path;
          const kind = form.action.replace(/[0-9a-f-]{36}|(?<=items\/).*/g, ':id');
          if (textsOf(form).length > 0 && !forms.has(kind)) forms.set(kind, form);
        }
      }
    }
    const slow: string[] = [];
    for (const [kind, form] of forms) {
      for (const name of textsOf(form)) {
        const found = await slowTexts((text) => send(visitor, form, name, text), { texts: SENT });
        slow.push(...found.map((why) => `${form.method} ${kind}, ${name}, ${why}`));
      }
    }
    return [slow, forms.size];
  }

  it('in any field of any form of a careers leader', async () => {
    const leader = matrix.actors.find(({ isAdministrator }) => isAdministrator);
    assert.ok(leader);
    const [slow, count] = await slowFields(await leader.open(), ['/']);
    assert.ok(count >= 40, `${count} forms`);
    assert.deepEqual(slow, []);
  });

  it('in any field of any form of nobody', async () => {
    const { own } = matrix;
    const [slow, count] = await slowFields(newVisitor(context), [
      ...['/sign-in', '/new-password', '/model'],
      ...[`/invitations/${own.invitationToken}`, `/join/${own.linkToken}`],
    ]);
    assert.ok(count >= 3, `${count} forms`);
    assert.deepEqual(slow, []);
  });

  it('in any text of any operation', async () => {
    const leader = Object.values(matrix.own.people).find(({ role }) => role === 'careers leader');
    assert.ok(leader);
    const token = await makeApiToken(
      context,
      leader.person.id,
      { name: 'Hostile', organisation: matrix.own.organisation.id, scopes: [...SCOPES], days: 1 },
      null,
    );
    const send = (method: string, path: string, body: object) =>
      context.app.request(`http://localhost${path}`, {
        method,
        body: JSON.stringify(body),
        headers: { Authorization: `Bearer ${token}`, 'If-Match': '*' },
      });
    const visitor = newVisitor(context, { token });
    const slow: string[] = [];
    let count = 0;
    for (const { http, ...operation } of allOperations) {
      const path = exampleOf(`/api${http.path}`, matrix.own);
      for (const [name, schema] of Object.entries(inputSchema(operation)?.properties ?? {})) {
        if (!JSON.stringify(schema).includes('"string"')) continue;
        count += 1;
        const ask = (value: string) =>
          http.method === 'GET'
            ? visitor.get(`${path}?${new URLSearchParams({ [name]: value })}`)
            : send(http.method, path, {
                [name]: JSON.stringify(schema).includes('"array"') ? [value] : value,
              });
        const found = await slowTexts(ask, { texts: SENT });
        slow.push(...found.map((why) => `${http.method} ${path}, ${name}, ${why}`));
      }
    }
    assert.ok(count > 40, `${count} texts`);
    assert.deepEqual(slow, []);
  });

  for (const header of [
    ...['accept', 'accept-encoding', 'authorization', 'content-length', 'content-type', 'cookie'],
    ...['host', 'idempotency-key', 'if-match', 'origin', 'referer', 'sec-fetch-site'],
    ...['user-agent', 'x-forwarded-for', 'x-forwarded-proto', 'transfer-encoding'],
  ]) {
    it(`in the header ${header}`, async () => {
      const slow: string[] = [];
      const ask = (path: string, text: string) =>
        context.app.request(`http://localhost${path}`, {
          method: 'POST',
          body: 'a=b',
          headers: {
            'Sec-Fetch-Site': 'same-origin',
            [header]: text.replace(/[^\x20-\x7e]/g, ' '),
          },
        });
      for (const path of ['/sign-in', '/api/reviews']) {
        const found = await slowTexts((text) => ask(path, text));
        slow.push(...found.map((why) => `${path}, ${why}`));
      }
      assert.deepEqual(slow, []);
    });
  }
});
