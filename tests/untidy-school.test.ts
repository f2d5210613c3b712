/** What pages, exports and the report say of a school as untidy as schools are: exact facts, page by page. */
import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import excel from 'exceljs';
import { extractText, getDocumentProxy } from 'unpdf';
import { verifyFiles } from '../src/evidence/file-maintenance.js';
import { erasePerson } from '../src/record/data-protection.js';
import { crawl, type Seen } from './support/crawl.js';
import { csvCells } from './support/csv.js';
import { LEFT, NIGHT, openUntidySchool } from './support/untidy-school.js';
import type { Visitor } from './support/visitor.js';
import { wordsOf } from './support/words.js';

const school = await openUntidySchool();
const { reviews, items, actions, remarks } = school;
const base = `/reviews/${reviews.open}`;
let maya: Visitor;
let helen: Visitor;
let pages: Seen[];
const seen = async (path: string, by = maya) => wordsOf(await by.read(path));
const says = (text: string, ...words: string[]) => {
  for (const each of words) assert.ok(text.includes(each), `“${each}” is not said: ${text}`);
};
const saysNot = (text: string, ...words: string[]) => {
  for (const each of words) assert.ok(!text.includes(each), `“${each}” is said: ${text}`);
};

/** One thing told as several, or several told wrongly. */
const ONE_OF_MANY =
  /(?<![\d.,/])1 (other |more |open |overdue |earlier )?(statements|actions|items|pieces|points|questions|comments|replies|reviews|moves|files|people|days|minutes|themes|pairs|steps|levels|entries|links)\b|\b\w*(entr|repl|suppl|stor|polic|difficult)ys\b|\bpersons\b/;

before(async () => {
  maya = await school.browse(school.maya);
  helen = await school.browse(school.helen);
  pages = [...(await crawl(maya)), ...(await crawl(helen))];
});

describe('every page of an untidy school', () => {
  it('is there for whoever is led to it', () => {
    const broken = pages.filter(({ status }) => status !== 200);
    assert.deepEqual(
      broken.map(({ path, from, status }) => ({ path, from, status })),
      [],
    );
    assert.ok(pages.length > 150, `only ${pages.length} pages were found`);
  });

  it('escapes each sign once, and counts one thing as one', () => {
    for (const { html, path } of pages) {
      assert.doesNotMatch(html, /&amp;(amp|lt|gt|quot|#\d+|#x[0-9a-f]+);/i, path);
      const words = wordsOf(html);
      const [wrong] = ONE_OF_MANY.exec(words) ?? [];
      assert.equal(wrong, undefined, path);
      saysNot(words, 'undefined', '[object', 'NaN', 'null ');
    }
  });

  it('tells nothing of what was deleted or taken back, but that it was', () => {
    const told = pages.filter(({ path }) => !/deleted|\/history/.test(path));
    for (const { html, path } of told) {
      const words = wordsOf(html);
      for (const gone of [
        'Notes & minutes, deleted',
        'Nobody may read this any more',
        'Deleted & over',
        'Gone & forgotten',
      ])
        assert.ok(!words.includes(gone), `${path} tells “${gone}”`);
      for (const id of [items.deleted, actions.deleted, reviews.deleted])
        assert.ok(!html.includes(id), `${path} leads to ${id}`);
    }
    const [taken] = pages.filter(
      ({ html, path }) =>
        html.includes('Taken back') && !path.includes('/1.1') && !/remarks/.test(path),
    );
    assert.ok(!taken || taken.html.includes('You withdrew this'), taken?.path);
  });
});

describe('a review that took over answers, after one that was deleted', () => {
  it('counts what the team decided, and shows what is to be confirmed', async () => {
    says(
      await seen('/'),
      '4 of 37 statements agreed',
      '2 of 12 agreed',
      '2 of 3 agreed',
      '0 of 4 agreed',
    );
    const overview = await seen(base);
    says(overview, '4 agreed, 33 to go.', 'To do (33)', 'With a next step (2)');
    says(overview, 'part 1.9 To do 1.10 Heads’ & tutors’ part 1.10 Not yet at level 1 1.11');
    says(overview, 'part 1.12 To confirm 2. Addressing');
    const list = await seen('/reviews');
    says(list, 'Leaders’ review & talk 2026/27 4 statements agreed. Open.');
    says(list, `5 statements agreed. Closed on 1 October 2025, signed off by ${LEFT}.`);
    const close = await seen(`${base}/close`);
    says(close, '30 statements not recorded', '3 statements copied and not confirmed');
  });

  it('is compared with the year that it took its answers from, not with the deleted one', async () => {
    const results = await seen(`${base}/results`);
    says(
      results,
      '2 statements went down a level since last year',
      'None went up.',
      'So far 4 of 37 statements are recorded.',
    );
    says(results, '1.1 Careers leadership and distributed leadership of careers Level 3 Level 2');
    says(
      results,
      'part 1.10 Level 4 Not yet at level 1',
      'part 1.12 Hidden until a level is chosen Not recorded',
    );
    saysNot(results, 'Plans & minutes');
    says(await seen(`${base}/results/next-steps`), 'Ask Smith & Jones’ firm');
    const sheet = await seen(`${base}/answer-sheet`);
    says(
      sheet,
      '1.10 Heads’ & tutors’ part 1.10 Not yet at level 1',
      '1.12 Heads’ & tutors’ part 1.12 Not recorded',
    );
    says(sheet, '5.1 Effective employer engagement Level 1', '33 statements are not recorded.');
    const years = await seen('/insight/years');
    says(years, '2025/26', '2026/27');
  });

  it('has marks of its own', async () => {
    const now = await seen(`${base}/statements/1.1`);
    says(now, '0 of 1 criterion met, 1 partly');
    const then = await seen(`/reviews/${reviews.closed}/statements/1.1`);
    says(then, '1 of 1 criterion met');
    says(
      await seen(`${base}/next`),
      '1.1 Careers leadership and distributed leadership of careers',
    );
  });

  it('cites what is there, and shows the deleted item again once it is restored', async () => {
    const cited = async (review: string, code: string) => {
      const answer = await maya.get(`/api/reviews/${review}/statements/${code}/agreement`);
      const { evidence } = (await answer.json()) as { evidence: { title: string }[] };
      return evidence.map(({ title }) => title).sort();
    };
    assert.deepEqual(await cited(reviews.open, '1.1'), ['Governors’ & heads’ minutes']);
    assert.deepEqual(await cited(reviews.open, '1.2'), []);
    assert.deepEqual(await cited(reviews.open, '5.2'), [
      'Damaged & done',
      'The hub’s “calendar” & map',
    ]);
    assert.deepEqual(await cited(reviews.closed, '1.2'), []);
    await maya.post(`/evidence/${items.deleted}/restore`, {});
    assert.deepEqual(await cited(reviews.open, '1.1'), [
      'Governors’ & heads’ minutes',
      'Notes & minutes, deleted',
    ]);
    assert.deepEqual(await cited(reviews.closed, '1.2'), ['Notes & minutes, deleted']);
    await maya.post(`/evidence/${items.deleted}/delete`, {});
    assert.deepEqual(await cited(reviews.closed, '1.2'), []);
  });

  it('is told in the report as it stands', async () => {
    const answer = await maya.get(`${base}/report.pdf`);
    assert.equal(answer.status, 200);
    const document = await getDocumentProxy(new Uint8Array(await answer.arrayBuffer()));
    const { text } = await extractText(document, { mergePages: true });
    const report = text.replace(/\u200b/g, '').replace(/\s+/g, ' ');
    says(report, 'Reed & Rush’s School', '1.10', 'The head’s & ours', '<b>Bold</b> & “quoted”');
    says(report, 'Isn’t this & that the same?', 'First & last', 'Last & first');
    says(report, 'Governors’ & heads’ minutes', 'Tom Bell & Tom Bell');
    saysNot(report, 'Notes & minutes', 'Nobody may read', 'Taken back', 'Who’s & when?', '&amp;');
    assert.ok(report.indexOf('First & last') < report.indexOf('Last & first'));
  });
});

describe('the library of an untidy school', () => {
  it('lists what is there, with where it is cited', async () => {
    const list = await seen('/evidence');
    says(list, '4 items', 'Nobody’s & nowhere', 'Linked to 5.1, 5.2', 'Not linked yet');
    says(await seen('/evidence?deleted=yes'), '1 item, deleted', 'Notes & minutes, deleted');
    says(await seen('/evidence?statement=5.2'), '2 items');
    says(await seen('/evidence?statement=2.1'), 'No evidence matches');
    says(
      await seen('/evidence/coverage'),
      '3 of 37 statements have evidence.',
      'part 1.12 Not recorded Nothing',
    );
  });

  it('counts the first day of a year to it, and the last day on which something holds', async () => {
    const listed = async (age: string) =>
      (await seen(`/evidence?age=${age}`)).match(/hub’s|Nobody’s/g)?.sort() ?? [];
    assert.deepEqual(await listed('this+year'), ['hub’s']);
    assert.deepEqual(await listed('last+year'), ['Nobody’s']);
    assert.deepEqual(await listed('older'), []);
    assert.deepEqual(await listed('past+its+date'), ['Nobody’s']);
    const coverage = await maya.read('/evidence/coverage');
    const marks = [...coverage.matchAll(/<g class="mark (\w+)">/g)].map(([, mark]) => mark);
    // At 1.1 the minutes and at 5.2 what is damaged have no date; the hub’s link stands at 5.1 and 5.2.
    const key = ['fresh', 'last', 'older', 'undated', 'past'];
    assert.deepEqual(marks.sort(), [...key, 'fresh', 'fresh', 'undated', 'undated'].sort());
    const held = 'It was valid until';
    says(await seen(`/evidence/${items.uncited}`), `${held} 31 May 2027.`);
    saysNot(await seen(`/evidence/${items.link}`), held);
  });

  it('keeps a file that came again as a version of its own', async () => {
    const page = await seen(`/evidence/${items.file}`);
    says(page, 'Version 3, added', '2 earlier files', 'Version 2, added', 'Version 1, added');
    const bytes = async (number: number) =>
      Buffer.from(await (await maya.get(`/evidence/${items.file}/files/${number}`)).arrayBuffer());
    assert.deepEqual(await bytes(1), await bytes(3));
    assert.notDeepEqual(await bytes(1), await bytes(2));
    const named = (await maya.get(`/evidence/${items.file}/files/3`)).headers;
    assert.match(named.get('content-disposition') ?? '', /Minutes%20%26%20first\.pdf/);
  });

  it('breaks a damaged file off, and names it where files are looked through', async () => {
    await assert.rejects(
      maya.get(`/evidence/${items.damaged}/files/1`).then((answer) => answer.arrayBuffer()),
    );
    const { files } = await verifyFiles(school.context);
    const states = files.map(({ state }) => state).sort();
    assert.deepEqual(states, ['damaged', 'sound', 'sound', 'sound']);
  });
});

describe('the plan of an untidy school, half an hour after midnight', () => {
  it('has due today what is due today, and overdue what was due yesterday', async () => {
    const plan = await seen('/plan');
    says(
      plan,
      '7 actions, 1 overdue. 6 not started and 1 complete. 2 actions due in the next 14 days.',
    );
    says(plan, 'Due 1 June 2027 Due soon', 'Due 31 May 2027 Overdue', 'Complete on 1 June 2027');
    says(plan, 'Due 15 June 2027 Due soon', 'Due 16 June 2027 Not started');
    says(await seen('/plan?view=board'), '7 actions, 1 overdue.');
    const mine = await seen('/plan/mine');
    says(mine, '1 action overdue', 'Due in the next 14 days Due & today’s');
    saysNot(mine, 'Of somebody who’s left', 'Ask Tom Bell');
    const home = await seen('/');
    says(
      home,
      'Overdue since 31 May 2027',
      'Due 1 June 2027',
      'See the whole plan (6 open actions)',
    );
    says(home, '1 open action of people who have left');
    saysNot(home, 'Overdue since 1 June 2027');
    says(
      await seen('/year'),
      '1 of 7 actions complete',
      '2 carried over to 2027/28, 4 still open.',
      'Complete on 1 June 2027',
    );
    says(
      await seen('/plan/followed'),
      'Ask Tom Bell, & tell Tom Bell Complete on 1 June 2027',
      'Level 3 2025/26',
    );
  });

  it('keeps the action of somebody who left with their name', async () => {
    says(await seen(`/plan/actions/${actions.leaver}`), `Owner ${LEFT}`);
    const open = await seen('/handover');
    for (const title of ['Soon & on', 'Late & on', 'Due & today’s'])
      assert.equal(open.split(`${title} `).length - 1, 2, `${title}: a day and an action`);
    says(
      await seen('/handover'),
      `Of somebody who’s left Not started, owner ${LEFT}`,
      '=SUM(A1) & more Not started, no owner',
    );
  });

  it('is the same on paper, as CSV and for Excel', async () => {
    const rows = csvCells(await (await maya.get('/plan/export.csv')).text());
    assert.deepEqual(
      rows.slice(1).map((row) => [row[3], row[4], row[6], row[13]]),
      [
        ['Ask Tom Bell, & tell Tom Bell', 'Maya Okafor', '1 May 2027', 'Complete, 1 June 2027'],
        ['Late & on', 'Maya Okafor', '10 May 2027', 'Not started'],
        ['Due & yesterday’s', 'Maya Okafor', '31 May 2027', 'Not started'],
        ['Due & today’s', 'Maya Okafor', '1 June 2027', 'Not started'],
        ['Soon & on', 'Maya Okafor', '10 June 2027', 'Not started'],
        ['Of somebody who’s left', LEFT, '15 June 2027', 'Not started'],
        ["'=SUM(A1) & more", '', '16 June 2027', 'Not started'],
      ],
    );
    const book = new excel.Workbook();
    const file = await (await maya.get('/plan/export.xlsx')).arrayBuffer();
    await book.xlsx.load(file);
    const sheet: string[][] = [];
    book.worksheets[0]?.eachRow((row) => {
      const cells = rows[0]?.map((_, at) => row.getCell(at + 1).text) ?? [];
      sheet.push(cells);
    });
    assert.deepEqual(sheet, rows);
    const paper = await seen('/plan/print');
    says(paper, '7 actions on 1 June 2027.', 'Due & yesterday’s Owner Maya Okafor');
  });

  it('gives a calendar what is still to come and still there', async () => {
    const page = await (await maya.post('/plan/calendar', {})).text();
    const [, address = ''] = /value="[^"]*(\/calendar\/[^"]+\.ics)"/.exec(page) ?? [];
    const calendar = (await (await maya.get(address)).text()).replace(/\r\n[ \t]/g, '');
    says(calendar, 'Due & today’s', 'Due & yesterday’s');
    saysNot(calendar, 'Deleted & over', 'Of somebody who’s left', '&amp;');
  });
});

describe('questions in an untidy school', () => {
  it('are open while they wait, and gone with what they were asked on', async () => {
    says(await seen('/'), '1 open question on the review of 2026/27');
    says(await seen(`${base}/remarks`), 'All (1)', 'Open questions (1)', 'Comments (0)');
    says(await seen(`${base}/remarks`, helen), 'All (2)', 'Open questions (1)');
    const handover = await seen('/handover');
    says(handover, 'Isn’t this & that the same?', '2 replies so far.');
    saysNot(handover, 'Who’s & when?', 'Taken back');
    const gone = `/plan/actions/${actions.deleted}/remarks/${remarks.onDeleted}`;
    assert.equal((await maya.get(gone)).status, 404);
    assert.equal((await maya.get(`${base}/remarks/${remarks.withdrawn}`)).status, 404);
  });

  it('are told in the history without a link to what is no longer there', async () => {
    const html = await maya.read('/history');
    assert.ok(!html.includes(remarks.onDeleted));
    const history = wordsOf(html);
    says(
      history,
      'asked a question or a comment',
      'asked a question on 1.10',
      '1 June 2027 at 00:30 Maya Okafor deleted an action',
    );
    says(
      await seen('/history?from=2027-06-01&until=2027-06-01'),
      'completed Ask Tom Bell, & tell Tom Bell',
    );
    saysNot(await seen('/history?until=2027-05-31'), 'deleted an action');
  });
});

describe('whoever came by a personal link', () => {
  it('is let in no more once its days are over, though the browser was there an hour ago', async () => {
    for (const path of [base, `${base}/statements/1.1`, `${base}/results`]) {
      const answer = await school.expired.get(path);
      assert.equal(answer.status, 303, path);
      assert.match(answer.headers.get('location') ?? '', /^\/sign-in/);
    }
  });
});

describe('the handover', () => {
  it('tells of the open review what is agreed, and not what was merely taken over', async () => {
    says(await seen(`${base}/statements/1.2`), 'Not confirmed & not so');
    const handover = await seen('/handover');
    says(
      handover,
      'Leaders’ review & talk 2025/26, closed on 1 October 2025, updated with the levels agreed so far in Leaders’ review & talk 2026/27',
    );
    says(handover, 'Leaders’ vision and intent for careers: Level 2 Plans & minutes');
    says(handover, 'part 1.10: Not yet at level 1 The head’s & ours Next step: Keep & share');
  });
});

describe('what was deleted or taken back', () => {
  /** Where each is got back, where it is listed until then, and when its 30 days are over. */
  const deleted = [
    [`/evidence/${items.deleted}/restore`, '/evidence?deleted=yes', '2027-06-30T23:30:00Z'],
    [`/plan/actions/${actions.deleted}/restore`, '/plan/deleted', '2027-06-30T23:30:00Z'],
    [`/reviews/${reviews.deleted}/restore`, '/reviews', '2026-10-21T09:00:00Z'],
    [`${base}/remarks/${remarks.withdrawn}/restore`, `${base}/remarks`, '2027-06-19T09:00:00Z'],
  ] as const;
  const minutesFrom = (time: string, minutes: number) =>
    new Date(Date.parse(time) + minutes * 60_000).toISOString();

  for (const [path, list, until] of deleted)
    it(`is back for 30 days and no longer: ${list.split('/').at(-1)}`, async () => {
      const by = path.includes('remarks') ? school.helen : school.maya;
      const [, id = ''] = /([^/]+)\/restore$/.exec(path) ?? [];
      try {
        school.context.setClock(minutesFrom(until, 1));
        const late = await school.browse(by);
        assert.ok(!(await late.read(list)).includes(id), 'listed though its days are over');
        assert.equal((await late.post(path, {})).status, 404);
        school.context.setClock(minutesFrom(until, -1));
        const inTime = await school.browse(by);
        assert.ok((await inTime.read(list)).includes(id), 'not listed though it can be got back');
        assert.equal((await inTime.post(path, {})).status, 303);
      } finally {
        // Signing in at a later time has ended the earlier sessions.
        school.context.setClock(NIGHT);
        maya = await school.browse(school.maya);
        helen = await school.browse(school.helen);
      }
    });
});

describe('what is offered to choose from', () => {
  it('is an open review for a personal link, and no closed one', async () => {
    const links = await maya.read('/people/links/new');
    assert.ok(links.includes(reviews.open));
    assert.ok(!links.includes(reviews.closed));
  });

  it('is evidence that this action does not have, whatever others have', async () => {
    assert.match(await maya.read(`/plan/actions/${actions.closed}`), /The hub’s/);
    const other = await maya.read(`/plan/actions/${actions.leaver}`);
    assert.match(other, /<label[^>]*>\s*The hub’s/);
  });

  it('is no way to where an action went on and was deleted', async () => {
    assert.ok(!(await maya.read(`/plan/actions/${actions.unowned}`)).includes(school.goneCopy));
  });
});

describe('questions and comments with replies', () => {
  it('are counted without their replies', async () => {
    saysNot(await seen(`${base}/statements/1.10`), 'Showing the newest');
  });
});

describe('people who have left', () => {
  it('are no contacts in the handover, and what they own is given to others', async () => {
    const [, contacts = ''] = (await seen('/handover')).split('Email address');
    says(contacts, 'Maya Okafor', 'Helen “Nell” Marsh');
    saysNot(contacts, LEFT);
    says(
      await seen('/plan'),
      `1 open action of people who have left Of somebody who’s left ${LEFT}`,
    );
  });
});

describe('a request about data', () => {
  it('is answered on the day that it is in London', async () => {
    const asked = { kind: 'access', who: 'A former colleague', received_on: '2027-05-01' };
    await maya.post('/requests', asked);
    const [, path = ''] = /(\/requests\/[^"]+\/answer)/.exec(await maya.read('/requests')) ?? [];
    await maya.post(path, { answer: 'Sent by post.' });
    says(await seen('/requests'), 'Received on 1 May 2027. Answered on 1 June 2027.');
  });
});

describe('erasing somebody who left', () => {
  it('takes their name out wherever it stands, twice in one text too', async () => {
    await erasePerson(school.context, school.left.person.id, { person: null, channel: 'command' });
    const statement = await seen(`/reviews/${reviews.closed}/statements/1.1`);
    const title = 'Former careers leader';
    says(statement, `${title} said so, and ${title} showed it`);
    says(await seen('/reviews'), `signed off by ${title}.`);
    says(await seen(`/plan/actions/${actions.leaver}`), title);
    for (const { html, path } of await crawl(maya))
      saysNot(`${path} ${wordsOf(html)}`, 'Ann-Marie', 'O’Neill');
  });
});
