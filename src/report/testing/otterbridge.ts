/** Invented reviews to tell: a typical school, and the same made empty, partial, and as long as can be typed. */
import type { Framework } from '../../framework/framework.js';
import { statementsOf } from '../../framework/framework.js';
import type { Ratings } from '../../review/rating.js';
import type { ReportedAgreement, ReportSource } from '../source.js';
import { otterbridgeRemarks, remarkAt, writtenBy } from './remarks.js';

const THIS_YEAR: Ratings = {
  ...{ '1.1': 3, '1.2': 3, '1.3': 2, '1.4': 3, '1.5': 2, '1.6': 4, '1.7': 3, '2.1': 2, '2.2': 2 },
  ...{ '2.3': 3, '2.4': 3, '2.5': 1, '2.6': 2, '2.7': 'not-yet', '3.1': 2, '3.2': 3, '3.3': 2 },
  ...{ '3.4': 1, '3.5': 2, '3.6': 2, '3.7': 4, '3.8': 2, '4.1': 3, '4.2': 2, '4.3': 1, '4.4': 2 },
  ...{ '5.1': 3, '5.2': 3, '5.3': 2, '6.1': 3, '6.2': 4, '6.3': null },
};
const LAST_YEAR: Ratings = {
  ...{ '1.1': 2, '1.2': 2, '1.3': 2, '1.4': 2, '1.5': 1, '1.6': 3, '1.7': 3, '2.1': 1, '2.2': 2 },
  ...{ '2.3': 2, '2.4': 2, '2.5': 1, '2.6': 1, '2.7': 'not-yet', '3.1': 1, '3.2': 2, '3.3': 2 },
  ...{ '3.4': 1, '3.5': 1, '3.6': 2, '3.7': 3, '3.8': 2, '4.1': 2, '4.2': 1, '4.3': 1, '4.4': 2 },
  ...{ '5.1': 3, '5.2': 2, '5.3': 2, '6.1': 3, '6.2': 3, '6.3': null },
};

const STRENGTHS: Record<string, string> = {
  '1.6': 'Four years in the hub’s working group; two schools now use our employer calendar.',
  '3.7':
    'Every learner in Years 8 to 13 meets three kinds of provider, and leaders act on what learners say.',
  '6.2': 'Guidance notes feed the learning journey, and the adviser sits in the pastoral meeting.',
  '4.1': 'Tutors teach the programme from one shared set of plans.',
};
const NEXT_STEPS: Record<string, string> = {
  '2.1': 'Write the learning journey for Years 7 to 9 with heads of department, by Easter.',
  '1.5': 'A standing careers item in the autumn and summer governors’ meetings.',
};
const EVIDENCE = [
  {
    title: 'Careers development plan 2026/27',
    url: 'https://otterbridge.example/careers/plan.pdf',
    note: '',
  },
  {
    title: 'Minutes of the senior leadership team, 3 November',
    url: null,
    note: 'Item 4, careers',
  },
];

const ACTIONS: ReportSource['actions'] = [
  {
    ...{ id: 'a', title: 'Give every Year 9 tutor the learning journey on one page' },
    ...{ owner: 'Maya Okafor', dueOn: '2026-12-04', aim: { statement: '2.1', level: 3 } },
  },
  {
    ...{ id: 'b', title: 'Bring careers into the school development plan in January' },
    ...{ owner: 'Ruth Adeyemi', dueOn: '2027-01-29', aim: { statement: '1.3', level: 3 } },
  },
  { id: 'c', title: 'Ask leavers about their first term', owner: '', dueOn: null, aim: null },
];

function agreement(statement: string, rating: ReportedAgreement['rating']): ReportedAgreement {
  return {
    statement,
    rating,
    reason:
      rating === null
        ? ''
        : `Agreed for ${statement} after the conversation on what happens in every year group. Plans and minutes show it, and heads of year say the same.`,
    strength: STRENGTHS[statement] ?? '',
    nextStep: NEXT_STEPS[statement] ?? '',
    contradictionReasons: {},
    isCarried: false,
  };
}

/** A typical review of Otterbridge School, agreed by eight leaders and compared with the year before. */
export function otterbridge(framework: Framework): ReportSource {
  return {
    school: 'Otterbridge School',
    framework,
    review: {
      title: 'Internal leadership review 2026/27',
      academicYear: 2026,
      stage: 1,
      closedAt: new Date('2026-12-10T15:30:00Z'),
      signedOffAs: 'Maya Okafor',
      gapsReason: 'Resourcing of personal guidance waits for the budget in spring.',
    },
    agreements: Object.entries(THIS_YEAR).map(([code, rating]) => agreement(code, rating)),
    evidence: Object.keys(THIS_YEAR)
      .filter((_, at) => at % 3 === 0)
      .flatMap((statement) => EVIDENCE.map((each) => ({ statement, ...each }))),
    participants: [
      { name: 'Maya Okafor', role: 'Careers Leader' },
      { name: 'Sam Reid', role: 'Deputy headteacher, SLT careers link' },
      { name: 'Priya Nair', role: 'SENCo' },
      { name: 'Tom Ellis', role: 'Head of Year 10' },
      { name: 'Grace Whitlock', role: 'Head of sixth form' },
      { name: 'Daniel Osei', role: 'Head of science' },
      { name: 'Ruth Calloway', role: 'Careers adviser' },
      { name: 'Ian Fairfax', role: 'Headteacher' },
    ],
    isPreviousDeleted: false,
    lastYear: { academicYear: 2025, ratings: LAST_YEAR },
    actions: ACTIONS,
    remarks: otterbridgeRemarks,
  };
}

/** A review just begun: nothing recorded, nobody named, still open. */
export function emptyAccount(framework: Framework): ReportSource {
  const typical = otterbridge(framework);
  return {
    ...typical,
    review: { ...typical.review, closedAt: null, signedOffAs: null, gapsReason: null },
    agreements: [],
    evidence: [],
    participants: [],
    lastYear: null,
    actions: [],
    remarks: [],
  };
}

/** Every field as long as it may be: a name of 100 characters, texts of 2,000, ten pieces of evidence each. */
export function longestAccount(framework: Framework): ReportSource {
  const typical = otterbridge(framework);
  const long = 'Leaders looked at plans, at lessons and at what learners say, and found the same. '
    .repeat(25)
    .slice(0, 2000);
  return {
    ...typical,
    school:
      'The Very Reverend Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch Memorial Foundation School',
    agreements: statementsOf(framework).map(({ id }) => ({
      ...agreement(id, 2),
      ...{ reason: long, strength: long, nextStep: long },
    })),
    evidence: statementsOf(framework).flatMap(({ id }) =>
      Array.from({ length: 10 }, (_, at) => ({
        statement: id,
        title: `${'Evidence with a long name '.repeat(7)}${at}`,
        url: `https://otterbridge.example/${'folder/'.repeat(20)}${at}`,
        note: long.slice(0, 400),
      })),
    ),
    participants: Array.from({ length: 40 }, (_, at) => ({
      name: `${'Participant with a name '.repeat(4)}${at}`,
      role: 'Senior leader (curriculum) and line manager of the careers team',
    })),
    actions: Array.from({ length: 40 }, (_, at) => ({
      ...{ id: String(at), title: `${at} ${long}`.slice(0, 300), owner: 'Owner '.repeat(20) },
      ...{ dueOn: '2027-01-29', aim: null },
    })),
    remarks: [null, ...statementsOf(framework).map(({ id }) => id)].map((statement) => ({
      ...remarkAt(
        { statement },
        'question',
        writtenBy('A governor', 'governor', '2026-11-12', long),
      ),
      replies: [writtenBy('A leader', 'careers leader', '2026-11-13', long)],
    })),
  };
}
