/** The second review of Otterbridge School, of 2025/26: closed complete. Every sentence is made up. */
import type { DemoReview } from './demo-types.js';

export const otterbridge2025: DemoReview = {
  academicYear: 2025,
  startedOn: '2025-11-03',
  closedOn: '2025-12-03',
  signedOffAs: 'Maya Okafor',
  gapsReason: null,
  participants: ['maya', 'ruth', 'sam', 'anita', 'tom', 'jo'],
  answers: {
    '1.1': {
      level: 2,
      reason:
        'Maya is trained and has half a day a week. Nobody else has careers in their role yet.',
      next: 'Put careers into the role of each head of year',
      evidence: ['training'],
    },
    '1.2': {
      level: 2,
      reason: 'A careers vision was agreed in June and shared with staff and governors.',
      evidence: ['vision'],
    },
    '1.3': {
      level: 2,
      reason: 'The plan now has priorities, owners and dates. It is not in the whole-school plan.',
      next: 'Bring the careers priorities into the school development plan in January',
      evidence: ['plan'],
    },
    '1.4': {
      level: 2,
      reason: 'Ruth Adeyemi leads careers in the senior team and meets Maya each fortnight.',
    },
    '1.5': {
      level: 1,
      reason: 'Governors ask when there is a report. It is not on the calendar.',
      next: 'Put careers on the spring governors’ agenda',
    },
    '1.6': {
      level: 3,
      reason: 'Four years in the hub’s working group; the Enterprise Co-ordinator helps us plan.',
      strength: 'Four years in the hub’s working group; two schools now use our employer calendar.',
      evidence: ['hub'],
    },
    '1.7': {
      level: 2,
      reason: 'Priya Nair supports Maya well. The senior team has met her once.',
      next: 'Invite Priya to the senior team’s planning day',
    },
    '2.1': {
      level: 2,
      reason: 'The learning journey for Years 7 to 13 is written down and on every tutor’s wall.',
      next: 'Write the outcomes that each year group should reach',
      evidence: ['journey'],
    },
    '2.2': { level: 2, reason: 'Anita’s lists decide who is seen first for guidance.' },
    '2.3': { level: 2, reason: 'Compass+ is current for every learner, destinations included.' },
    '2.4': {
      level: 2,
      reason: 'Analysed by group in October and reported to the senior team.',
      evidence: ['destinationsBefore'],
    },
    '2.5': {
      level: 1,
      reason: 'The Future Skills Questionnaire was tried with one form.',
      next: 'Run the questionnaire with all of Years 7, 9 and 11',
    },
    '2.6': { level: 1, reason: 'We ask employers and parents, and file the answers.' },
    '2.7': {
      level: 'not yet',
      reason:
        'We could not show how the programme follows the guidance. A map to the Gatsby Benchmarks has begun.',
    },
    '3.1': {
      level: 1,
      reason: 'LMI is in some lessons, by the choice of the teacher.',
      next: 'Agree one LMI activity for each year group',
    },
    '3.2': {
      level: 2,
      reason: 'The journey has a routes lesson before each transition, for everyone.',
    },
    '3.3': {
      level: 1,
      reason: 'Good days on engineering and on care work, not planned by key stage.',
    },
    '3.4': { level: 1, reason: 'Newsletter links. Nobody knows whether they are opened.' },
    '3.5': {
      level: 2,
      reason: 'Routes evenings for every year group, recorded for those who cannot come.',
    },
    '3.6': { level: 1, reason: 'A routes briefing in September, and e-mails.' },
    '3.7': {
      level: 3,
      reason:
        'Six encounters with providers are part of the learning journey, and learners say what they learned.',
      strength:
        'Every learner in Years 8 to 13 meets three kinds of provider, and leaders act on what learners say.',
      evidence: ['providersBefore'],
    },
    '3.8': {
      level: 2,
      reason:
        'A story each month, by turns from a degree, an apprenticeship and a technical course.',
    },
    '4.1': {
      level: 2,
      reason: 'Weekly in Key Stage 4, fortnightly in Key Stage 3, with a scheme that builds up.',
    },
    '4.2': {
      level: 2,
      reason:
        'Each department has two careers links in its scheme; heads of department get help from Maya.',
    },
    '4.3': { level: 1, reason: 'One training hour in September on the routes after Year 11.' },
    '4.4': { level: 2, reason: 'Skills Builder steps in tutor time in every year.' },
    '5.1': {
      level: 2,
      reason: 'Forty employers, the region’s key sectors among them.',
      evidence: ['employers'],
    },
    '5.2': {
      level: 2,
      reason: 'Every learner has a meaningful encounter each year, each building on the last.',
    },
    '5.3': { level: 2, reason: 'All of Year 10 had a week with an employer.' },
    '6.1': {
      level: 2,
      reason:
        'All of Years 11 and 13 were seen. Missed appointments are followed up within a week.',
    },
    '6.2': {
      level: 3,
      reason:
        'Preparation and reflection lessons stand either side of the interview, and parents have a guide.',
      strength:
        'Guidance notes feed the learning journey, and the adviser sits in the pastoral meeting.',
    },
    '6.3': {
      level: 1,
      reason: 'Our adviser is at Level 6 and impartial. We have not evaluated it yet.',
    },
  },
};
