/** Tarn Bank Academy, an invented school whose first review is closed: the results of a beginner. */
import type { Demo } from './demo-types.js';

export const tarnBank: Demo = {
  organisation: {
    name: 'Tarn Bank Academy',
    kind: 'school',
    urn: '900003',
    type: 'Academy sponsor led',
    phase: 'Secondary',
    localAuthority: 'Fellside',
    region: 'North West',
  },
  people: {
    callum: {
      name: 'Callum Byrne',
      role: 'careers leader',
      title: 'Careers Leader',
      isOwner: true,
    },
    grace: { name: 'Grace Lindqvist', role: 'contributor', title: 'Headteacher' },
  },
  evidence: {
    fair: {
      title: 'Careers fair, list of exhibitors',
      note: 'Thirty-one employers and providers.',
    },
  },
  reviews: [
    {
      academicYear: 2026,
      startedOn: '2026-10-05',
      closedOn: '2026-11-12',
      signedOffAs: 'Callum Byrne',
      gapsReason: 'Theme 6 waits for our new careers adviser, who starts in January.',
      participants: ['callum', 'grace'],
      answers: {
        '1.1': {
          level: 1,
          reason: 'Callum was named in September. Training is booked for the spring.',
        },
        '1.2': { level: 1, reason: 'The trust’s vision speaks of futures, ours repeats it.' },
        '1.3': { level: 1, reason: 'A one-page plan for the year.' },
        '1.4': { level: 1, reason: 'Grace and Callum talk when something is due.' },
        '1.5': { level: 1, reason: 'Governors saw the fair and asked about it.' },
        '1.6': { level: 2, reason: 'We meet the Enterprise Co-ordinator each half term.' },
        '1.7': {
          level: 'not yet',
          reason: 'No Enterprise Adviser yet. Two introductions are arranged.',
        },
        '2.1': {
          level: 1,
          reason: 'Plenty goes on, and no learner could tell you how it fits together.',
        },
        '2.2': { level: 1, reason: 'Lists arrive from the SENCo each term.' },
        '2.3': {
          level: 1,
          reason: 'Compass+ holds the events, not yet the intended destinations.',
        },
        '2.4': { level: 1, reason: 'Collected by the office for the return.' },
        '2.5': { level: 1, reason: 'A form tutor survey in June.' },
        '2.6': { level: 1, reason: 'Feedback cards at the fair.' },
        '2.7': { level: 1, reason: 'The programme follows the Gatsby Benchmarks on paper.' },
        '3.1': { level: 1, reason: 'Posters, and a talk by the port authority.' },
        '3.2': { level: 1, reason: 'Year 11 assemblies on what comes next.' },
        '3.3': { level: 1, reason: 'One assembly on jobs for everybody.' },
        '3.4': { level: 1, reason: 'Links on the school’s website.' },
        '3.5': { level: 1, reason: 'The options evening mentions technical routes.' },
        '3.6': { level: 1, reason: 'A page in the staff handbook.' },
        '3.7': {
          level: 2,
          reason: 'College, sixth form, training provider and university came in.',
        },
        '3.8': { level: 1, reason: 'Good news in the newsletter.' },
        '4.1': {
          level: 2,
          reason: 'An hour a fortnight in every year.',
          strength: 'Timetabled careers lessons in every year from this September.',
        },
        '4.2': { level: 1, reason: 'Science and technology do it well; others are asked to.' },
        '4.3': { level: 1, reason: 'Handouts at the start of the year.' },
        '4.4': { level: 1, reason: 'Six words for skills on every classroom door.' },
        '5.1': {
          level: 2,
          reason: 'Thirty-one exhibitors at the fair, chosen with learners.',
          strength: 'Learners chose which employers to invite.',
          evidence: ['fair'],
        },
        '5.2': { level: 1, reason: 'The fair, for Years 9 to 11.' },
        '5.3': { level: 1, reason: 'Work experience is offered in Year 10.' },
      },
    },
  ],
};
