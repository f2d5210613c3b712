import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { statementsOf } from '../framework/framework.js';
import { harbour } from '../framework/testing/harbour.js';
import { schoolsModel } from '../framework/testing/schools-model.js';
import { sumOf } from '../platform/chart/counts.js';
import type { Rating, Ratings } from '../review/rating.js';
import { anyFramework, anyRatings } from '../review/testing/arbitraries.js';
import { answerSheetPdfModel, reportPdfModel } from './pdf-model.js';
import type { ReportSource } from './source.js';
import { summarise } from './summary.js';
import { changeRows } from './summary-change.js';
import { emptyAccount, longestAccount, otterbridge } from './testing/otterbridge.js';
import { clipped } from './words.js';

const codes = statementsOf(schoolsModel).map(({ id }) => id);
const all = (rating: Rating): Ratings => Object.fromEntries(codes.map((code) => [code, rating]));

function source(now: Ratings, before: Ratings | null = null, change: Partial<ReportSource> = {}) {
  const typical = otterbridge(schoolsModel);
  return {
    ...typical,
    agreements: Object.entries(now).map(([statement, rating]) => ({
      statement,
      rating,
      ...{ reason: '', strength: '', nextStep: '', contradictionReasons: {}, isCarried: false },
    })),
    lastYear: before && { academicYear: 2025, ratings: before },
    ...change,
  } satisfies ReportSource;
}
const open = { review: { ...otterbridge(schoolsModel).review, closedAt: null } };

describe('the headline', () => {
  const cases: [string, ReportSource, string, string | null][] = [
    [
      'counts what moved up, and says that none moved down',
      source({ ...all(2), '1.1': 3, '1.2': 4 }, all(2)),
      '2 statements went up a level since last year',
      'None went down and 30 stayed the same.',
    ],
    [
      'says one in the singular and counts what moved down in words',
      source({ ...all(2), '1.1': 3, '1.2': 1, '1.3': 'not-yet' }, all(2)),
      '1 statement went up a level since last year',
      'Two went down and 29 stayed the same.',
    ],
    [
      'is as plain about a year in which some only moved down',
      source({ ...all(3), '2.1': 2 }, all(3)),
      '1 statement went down a level since last year',
      'None went up and 31 stayed the same.',
    ],
    [
      'says when nothing moved',
      source(all(2), all(2)),
      'No statement has changed level since last year',
      null,
    ],
    [
      'says how many are compared when some are new',
      source({ ...all(2), '1.1': 3 }, { ...all(2), '6.3': null }),
      '1 statement went up a level since last year',
      'None went down and 30 stayed the same. This compares the 31 that were recorded both times.',
    ],
    [
      'says how many are compared when some say something else now',
      source({ ...all(2), '1.1': 3 }, all(2), {
        lastYear: { academicYear: 2025, ratings: all(2), mapping: { reworded: ['6.2', '6.3'] } },
      }),
      '1 statement went up a level since last year',
      'None went down and 29 stayed the same. This compares the 30 that were recorded both times.',
    ],
    [
      'says how far an open review is',
      source({ '1.1': 3, '1.2': 2 }, all(2), open),
      '1 statement went up a level since last year',
      'None went down and 1 stayed the same. So far 2 of 32 statements are recorded.',
    ],
    [
      'does not speak of what was open both times',
      source({ ...all(2), '1.1': 3, '6.3': null }, { ...all(2), '6.3': null }),
      '1 statement went up a level since last year',
      'None went down and 30 stayed the same.',
    ],
    [
      'counts in a first year',
      source(all(1)),
      'All 32 statements are agreed',
      'There is no earlier review to compare it with.',
    ],
    [
      'says recorded, and not agreed, while the review is open',
      source({ '1.1': 2 }, null, open),
      '1 of 32 statements is recorded',
      'There is no earlier review to compare it with.',
    ],
    [
      'says that the review before was deleted, and not that this is the first',
      source(all(1), null, { isPreviousDeleted: true }),
      'All 32 statements are agreed',
      'The review before this one was deleted, so there is nothing to compare it with.',
    ],
    [
      'compares nothing where no statement was recorded twice',
      source({ '1.1': 2 }, { '1.2': 2 }),
      '1 of 32 statements is agreed',
      'No statement is recorded both now and in last year’s review, so nothing can be compared.',
    ],
    [
      'names the year when there was a gap',
      source({ ...all(2), '1.1': 3 }, all(2), {
        lastYear: { academicYear: 2023, ratings: all(2) },
      }),
      '1 statement went up a level since 2023/24',
      'None went down and 31 stayed the same.',
    ],
    [
      'names the review before when both are of one year',
      source({ ...all(2), '1.1': 3 }, all(2), {
        lastYear: { academicYear: 2026, ratings: all(2) },
      }),
      '1 statement went up a level since the review before',
      'None went down and 31 stayed the same.',
    ],
    [
      'is honest about an empty review',
      emptyAccount(schoolsModel),
      'Nothing is recorded yet',
      'What the team agrees appears here, statement by statement.',
    ],
  ];
  for (const [name, given, headline, detail] of cases) {
    it(name, () => {
      assert.deepEqual(summarise(given).headline, { headline, detail });
    });
  }

  it('names the year before to those who read it in a later year', () => {
    const given = source({ ...all(2), '1.1': 3 }, all(2));
    const { headline } = summarise(given, given.review.academicYear + 1).headline;
    assert.equal(headline, '1 statement went up a level since 2025/26');
  });
});

describe('what a review is', () => {
  const typical = otterbridge(schoolsModel);
  const about = (review: Partial<ReportSource['review']>, people = 8) =>
    summarise({
      ...typical,
      review: { ...typical.review, ...review },
      participants: typical.participants.slice(0, people),
    });
  for (const [review, people, agreed] of [
    [{}, 8, '10 December 2026, by eight leaders'],
    [{}, 1, '10 December 2026, by one leader'],
    [{}, 0, '10 December 2026, signed off by Maya Okafor'],
    [{ signedOffAs: null }, 0, '10 December 2026, signed off by the school'],
    [{ closedAt: new Date('2027-06-30T22:59:00Z') }, 8, '30 June 2027, by eight leaders'],
    [{ closedAt: new Date('2027-06-30T23:00:00Z') }, 8, '1 July 2027, by eight leaders'],
    [{ closedAt: null }, 8, 'Not agreed yet: this review is open'],
  ] as const) {
    it(`is agreed: ${agreed}`, () => {
      const summary = about(review, people);
      assert.equal(summary.agreed, agreed);
      assert.equal(summary.isAgreed, !('closedAt' in review && review.closedAt === null));
      assert.equal(summary.agreedOn, summary.isAgreed ? agreed.split(',')[0] : null);
      assert.equal(summary.participants.length, people);
    });
  }

  it('is told by its name, year, stage and wording, with the reason for its gaps where there is one', () => {
    const { title, year, stage, wording, yearBefore, signedOffAs, gapsReason } = about({});
    assert.deepEqual(
      [title, year, stage],
      [...['Internal leadership review 2026/27', '2026/27', '1, internal leadership review']],
    );
    assert.deepEqual(
      [yearBefore, signedOffAs, gapsReason],
      [...['2025/26', 'Maya Okafor', typical.review.gapsReason]],
    );
    assert.equal(wording, `${schoolsModel.edition} ${schoolsModel.version}`);
    assert.equal(about({ stage: 3 }).stage, '3, expert review');
    assert.equal(about({ gapsReason: ' ' }).gapsReason, null);
    const report = reportPdfModel(about({ gapsReason: ' Own gaps ' }), '1 May 2027');
    assert.deepEqual([report.gapsReason, report.printedOn], ['Own gaps', '1 May 2027']);
    const sameYear = { ...typical, lastYear: { academicYear: 2026, ratings: {} } };
    assert.equal(summarise(sameYear).yearBefore, 'the review before');
  });

  it('counts what is not recorded in a closed review, and not in one that goes on', () => {
    const gaps = { '1.1': 2, '1.2': 2 };
    assert.match(summarise(source(gaps)).lead, /30 statements are not recorded\./);
    assert.match(
      summarise(source({ ...all(2), '6.3': null })).lead,
      /1 statement is not recorded\./,
    );
    for (const whole of [source(all(2)), source(gaps, null, open)])
      assert.doesNotMatch(summarise(whole).lead, /not recorded/);
  });

  it('says whose wording it is', () => {
    const of = (change: object) =>
      summarise({ ...emptyAccount(harbour), framework: { ...harbour, ...change } }).provenance;
    const named = `${harbour.title}, version ${harbour.version}.`;
    const publisher = { name: 'A publisher', work: 'A work' };
    const alone = { edition: undefined, publisher: undefined };
    assert.equal(of(alone), named);
    assert.equal(of({ ...alone, publisher }), `${named} Published by A publisher (A work).`);
    assert.equal(
      of({ edition: 'An edition', publisher, ownWords: true }),
      `${harbour.title}, An edition, version ${harbour.version}. The wording is Waymark’s own; the model is the work of A publisher (A work).`,
    );
  });
});

describe('where most stand', () => {
  const lead = (now: Ratings) => summarise(source(now)).lead;
  it('is one level when more than half stand there, else two neighbours, else not said', () => {
    assert.match(lead(all(2)), /Most are at level 2\./);
    const half = Object.fromEntries(codes.map((code, at) => [code, at % 2 === 0 ? 2 : 3]));
    assert.match(lead(half), /Most are at level 2 or 3\./);
    const apart = Object.fromEntries(codes.map((code, at) => [code, at % 2 === 0 ? 1 : 4]));
    assert.doesNotMatch(lead({ ...apart, '1.1': 'not-yet' }), /Most are/);
  });

  it('is not said of fewer than three', () => {
    assert.doesNotMatch(lead({ '1.1': 2, '1.2': 2 }), /Most are/);
  });
});

describe('what may be shown', () => {
  it('hides last year’s level until this year’s is chosen, and shows it once the review is closed', () => {
    const before = all(1);
    const hidden = summarise(source({ '1.1': 2 }, before, open));
    const at = (code: string, message = hidden) =>
      message.themes.flatMap((theme) => theme.statements).find((each) => each.code === code)!;
    assert.equal(at('1.1').before, 1);
    assert.equal(at('1.2').before ?? null, null);
    assert.doesNotMatch(JSON.stringify(reportPdfModel(hidden, 'today').themes[1]), /Level 1 in/);
    const labels = (message: typeof hidden) =>
      reportPdfModel(message, 'today')
        .themes[0]!.statements.slice(0, 2)
        .map((each) => each.before);
    assert.deepEqual(labels(hidden), ['Level 1', 'Hidden until a level is chosen']);
    const closed = summarise(source({ '1.1': 2 }, before));
    assert.equal(at('1.2', closed).before, 1);
    assert.deepEqual(labels(closed), ['Level 1', 'Level 1']);
    const none = summarise(source({ '1.1': 2 }, { '1.1': 1 }, open));
    assert.deepEqual(labels(none), labels(hidden), 'nor whether there was one');
  });

  it('compares no level that this framework does not have', () => {
    const message = summarise(source({ ...all(2), '1.1': 3 }, { ...all(2), '1.1': 7, '1.2': 0 }));
    assert.equal(message.headline.headline, 'No statement has changed level since last year');
    const labels = reportPdfModel(message, 'today').themes[0]!.statements.map(
      ({ before }) => before,
    );
    assert.deepEqual(labels.slice(0, 3), ['Not recorded', 'Not recorded', 'Level 2']);
  });

  it('counts an answer that was taken over and not confirmed as not recorded, and does not tell its level', () => {
    const carried = source(all(2));
    const message = summarise({
      ...carried,
      agreements: carried.agreements.map((each) => ({ ...each, isCarried: true })),
    });
    assert.equal(message.recorded, 0);
    assert.equal(message.whole.notRecorded, 32);
    assert.equal(message.themes[0]!.statements[0]!.label, 'Not recorded');
    assert.match(
      reportPdfModel(message, 'today').themes[0]!.statements[0]!.changed!,
      /not been confirmed/,
    );
  });

  it('keeps the reason beside a contradiction that the team lets stand', () => {
    const now = { ...all(2), '3.1': 3, '2.1': 1 };
    const [first] = summarise(source(now)).contradictions;
    assert.equal(first!.note, null);
    const noted = source(now);
    const contradictionReasons = { '3.1@3>2.1@3': 'Year 9 is ahead of the rest.' };
    const message = summarise({
      ...noted,
      agreements: noted.agreements.map((each) => ({ ...each, contradictionReasons })),
    });
    assert.ok(message.contradictions.some(({ note }) => note === 'Year 9 is ahead of the rest.'));
  });
});

describe('the governors’ page', () => {
  const typical = summarise(otterbridge(schoolsModel)).governors;

  it('has the plan’s own actions with owners and due dates, and says how many more there are', () => {
    assert.deepEqual(typical.actions, [
      {
        title: 'Give every Year 9 tutor the learning journey on one page',
        who: 'Maya Okafor, due 4 December 2026',
      },
      {
        title: 'Bring careers into the school development plan in January',
        who: 'Ruth Adeyemi, due 29 January 2027',
      },
      { title: 'Ask leavers about their first term', who: 'No owner, no due date' },
    ]);
    assert.equal(typical.moreActions, 0);
    const { actions, moreActions } = summarise(longestAccount(schoolsModel)).governors;
    assert.equal(actions.length + moreActions, 40);
    assert.ok(actions.length <= 5 && actions.every(({ title }) => title.length <= 101));
  });

  it('has three strengths of different themes, three moves and three questions', () => {
    assert.deepEqual(
      typical.strengths.map(({ code }) => code),
      ['1.6', '3.7', '6.2'],
    );
    assert.deepEqual(
      typical.moves.map(({ code, to }) => `${code} ${to}`),
      ['1.3 To level 3.', '2.1 To level 3.', '2.2 To level 3.'],
    );
    assert.equal(typical.questions.length, 3);
  });

  it('takes each question from the prompts of another statement', () => {
    for (const { code, words } of typical.questions) {
      const statement = statementsOf(schoolsModel).find(({ id }) => id === code);
      assert.ok(statement?.prompts.includes(words));
    }
    assert.equal(new Set(typical.questions.map(({ code }) => code)).size, 3);
  });

  it('lets the highest levels stand in where no strength was written, and never a low one', () => {
    const now = { ...all(1), '1.6': 4, '3.7': 3 };
    assert.deepEqual(
      summarise(source(now)).governors.strengths.map(({ code }) => code),
      ['1.6', '3.7'],
    );
    assert.deepEqual(summarise(source(all(1))).governors.strengths, []);
  });

  it('cuts long words at the end of a word, and says so', () => {
    assert.equal(clipped('Leaders looked at plans', 15), 'Leaders looked…');
    assert.equal(clipped('short', 15), 'short');
    assert.equal(clipped('x'.repeat(30), 10), `${'x'.repeat(10)}…`);
    assert.equal(clipped('two\n\nlines', 30), 'two lines');
  });

  it('is the same for another framework, without benchmarks or prompts', () => {
    const message = summarise({ ...emptyAccount(harbour), framework: harbour });
    assert.equal(message.headline.headline, 'Nothing is recorded yet');
    assert.deepEqual(message.governors.moves, []);
  });
});

describe('a telling of any review', () => {
  const any = anyFramework().chain((framework) =>
    fc.record({
      framework: fc.constant(framework),
      now: anyRatings(framework),
      before: fc.option(anyRatings(framework)),
      isOpen: fc.boolean(),
    }),
  );
  const message = (given: { [Key in 'framework' | 'now' | 'before' | 'isOpen']: unknown }) => {
    const { framework, now, before, isOpen } = given as {
      framework: ReportSource['framework'];
      now: Ratings;
      before: Ratings | null;
      isOpen: boolean;
    };
    const made = source(now, before, isOpen ? open : {});
    return summarise({ ...made, framework });
  };

  it('counts every statement once over all and once in its theme', () => {
    fc.assert(
      fc.property(any, (given) => {
        const summary = message(given);
        assert.equal(sumOf(summary.whole), summary.count);
        assert.equal(
          summary.themes.reduce((sum, { counts }) => sum + sumOf(counts), 0),
          summary.count,
        );
        assert.equal(summary.count - summary.whole.notRecorded, summary.recorded);
      }),
    );
  });

  it('counts each statement once in what changed: up, down, new, gone, the same, or recorded neither time', () => {
    fc.assert(
      fc.property(any, (given) => {
        const summary = message(given);
        const change = changeRows(summary);
        if (!change) return;
        const totals = change.rows.flatMap(({ title }) => /: (\d+)$/.exec(title)?.[1] ?? []);
        const statements = summary.themes.flatMap((theme) => theme.statements);
        // What is hidden was not compared, so that it may be new.
        const neither = statements.filter(({ mark, before }) => mark === null && before == null);
        const stayed = statements.filter(({ mark, before }) => mark !== null && before === mark);
        assert.equal(change.same, stayed.length);
        assert.equal(
          totals.reduce((sum, total) => sum + Number(total), change.same + neither.length),
          summary.count,
        );
      }),
    );
  });

  it('counts a theme with two benchmarks for both, in the order of the benchmarks', () => {
    const { benchmarks } = summarise(emptyAccount(schoolsModel));
    assert.deepEqual(
      benchmarks.map(({ number, themes, counts }) => [number, themes, sumOf(counts)]),
      [
        [1, ['1', '2'], 14],
        [2, ['3'], 8],
        [3, ['2'], 7],
        [4, ['4'], 4],
        [5, ['5'], 3],
        [6, ['5'], 3],
        [7, ['3'], 8],
        [8, ['6'], 3],
      ],
    );
  });

  it('says in its headline what its statements say', () => {
    fc.assert(
      fc.property(any, (given) => {
        const summary = message(given);
        const statements = summary.themes.flatMap((theme) => theme.statements);
        const up = statements.filter(({ change }) => change === 'moved-up').length;
        const said = /^(\d+) statements? went up/.exec(summary.headline.headline);
        assert.equal(said ? Number(said[1]) : 0, up);
      }),
    );
  });

  it('never speaks of an average, and can always be laid on paper', () => {
    fc.assert(
      fc.property(any, (given) => {
        const summary = message(given);
        const pdfModel = JSON.stringify([
          reportPdfModel(summary, 'today'),
          answerSheetPdfModel(summary, 'today'),
        ]);
        assert.doesNotMatch(pdfModel, /NaN|undefined|%/);
        assert.ok(summary.governors.strengths.length <= 3);
        assert.ok(summary.governors.moves.length <= 3);
      }),
      { numRuns: 60 },
    );
  });
});
