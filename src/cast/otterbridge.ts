/**
 * Otterbridge School, an invented school with three years of reviews. Every sentence is made up; together
 * they tell a story that a careers leader would recognise: a plan on paper, then a learning journey, then
 * the leadership team behind it.
 */
import type { Cast, CastReview } from './cast.js';
import { otterbridgeBegun } from './otterbridge-begun.js';
import { otterbridgePlan } from './otterbridge-plan.js';
import { otterbridgeRemarks } from './otterbridge-remarks.js';

const first: CastReview = {
  academicYear: 2024,
  startedOn: '2024-11-04',
  closedOn: '2024-12-12',
  signedOffAs: 'Maya Okafor',
  gapsReason: '6.3 stayed open: our adviser had left and the new contract was not signed.',
  participants: ['maya', 'ruth', 'sam'],
  answers: {
    '1.1': {
      level: 2,
      reason: 'Maya finished the Careers Leader training in July. One hour a week is protected.',
    },
    '1.2': {
      level: 1,
      reason:
        'The vision speaks of preparing learners for their future, and says no more than that.',
    },
    '1.3': { level: 1, reason: 'There is a plan, a list of events by month.' },
    '1.4': { level: 1, reason: 'Careers comes up when there is news.' },
    '1.5': { level: 1, reason: 'One report to governors, in March.' },
    '1.6': {
      level: 3,
      reason: 'We lead the hub’s working group on employer calendars.',
      strength: 'Two other schools now use our employer calendar.',
    },
    '1.7': {
      level: 2,
      reason:
        'Priya Nair of Tidewater Logistics meets Maya each half term and asks hard questions.',
    },
    '2.1': { level: 1, reason: 'Good activities, and nothing that joins them up.' },
    '2.2': { level: 1, reason: 'Maya gets the SEND and pupil premium lists in September.' },
    '2.3': { level: 2, reason: 'Compass+ is kept up to date by the office each fortnight.' },
    '2.4': {
      level: 2,
      reason: 'Destinations are analysed by group against the target of no unknowns.',
    },
    '2.5': { level: 1, reason: 'A show of hands in tutor time.' },
    '2.6': { level: 1, reason: 'A question on careers in the parents’ survey.' },
    '2.7': {
      level: 'not yet',
      reason: 'Nobody could say which guidance the programme was built on.',
    },
    '3.1': { level: 1, reason: 'Learners hear about local jobs when an employer visits.' },
    '3.2': { level: 1, reason: 'Assemblies before options and before Year 11 applications.' },
    '3.3': { level: 1, reason: 'Women in engineering day, once a year.' },
    '3.4': { level: 1, reason: 'Links in the newsletter.' },
    '3.5': {
      level: 2,
      reason: 'Routes evening for Years 9, 11 and 13, with all kinds of provider.',
    },
    '3.6': { level: 1, reason: 'E-mails to staff in results week.' },
    '3.7': {
      level: 3,
      reason: 'Six provider encounters are written into the year.',
      strength: 'Every learner in Years 8 to 13 meets three kinds of provider.',
    },
    '3.8': { level: 2, reason: 'An alumni wall that shows apprentices as well as graduates.' },
    '4.1': { level: 2, reason: 'Fortnightly careers lessons in Years 7 to 11.' },
    '4.2': { level: 1, reason: 'In the teaching policy, seldom in lessons.' },
    '4.3': { level: 1, reason: 'A briefing in September.' },
    '4.4': { level: 2, reason: 'Skills Builder language is used across the school.' },
    '5.1': { level: 2, reason: 'Employers from health, logistics and the ports.' },
    '5.2': { level: 2, reason: 'Every learner meets an employer each year.' },
    '5.3': { level: 2, reason: 'Work experience for all of Year 10.' },
    '6.1': { level: 2, reason: 'Every Year 11 learner was seen; the list is checked each month.' },
    '6.2': {
      level: 3,
      reason: 'Interviews sit before options and before applications, with a preparation lesson.',
    },
  },
};

const second: CastReview = {
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

const third: CastReview = {
  academicYear: 2026,
  startedOn: '2026-11-02',
  closedOn: null,
  signedOffAs: null,
  gapsReason: null,
  participants: ['maya', 'ruth', 'sam', 'anita', 'tom', 'jo', 'priya', 'helen'],
  answers: {
    '1.1': {
      level: 3,
      reason:
        'Maya has a day a week, and three heads of year hold careers in their role. Ruth line-manages.',
      evidence: ['staffing'],
    },
    '1.2': {
      level: 3,
      reason: 'The vision set this year’s priorities, and staff could say them when Ruth asked.',
      evidence: ['vision'],
    },
    '1.3': {
      level: 2,
      reason:
        'The plan is strategic. Careers is promised for the school development plan and is not in it yet.',
      next: 'Bring careers into the school development plan in January',
      evidence: ['plan'],
    },
    '1.4': {
      level: 3,
      reason: 'Progress on the plan is a standing item for the senior team each half term.',
    },
    '1.5': {
      level: 2,
      reason:
        'Careers is on the spring and summer agendas. Helen Marsh is our Careers Link Governor.',
      next: 'Report against the plan, in the same shape each time',
      evidence: ['minutes'],
      atFirst: { level: 3, by: 'ruth' },
    },
    '1.6': {
      level: 4,
      reason:
        'Ruth chairs the hub’s steering group, and our plan is written with the hub’s advice.',
      strength: 'Four years in the hub’s working group; two schools now use our employer calendar.',
      evidence: ['hub'],
    },
    '1.7': {
      level: 3,
      reason: 'Priya joined the planning day and challenged our view of destinations.',
    },
    '2.1': {
      level: 2,
      reason: 'The journey is known and progressive. Outcomes are written for Years 7 to 9 only.',
      next: 'Give every Year 9 tutor the learning journey on one page',
      evidence: ['journey'],
    },
    '2.2': {
      level: 2,
      reason: 'Lists personalise guidance. The analysis is still done by Maya alone.',
      next: 'Meet each half term with the SENCo and pastoral leads',
      atFirst: { level: 3, by: 'anita' },
    },
    '2.3': {
      level: 3,
      reason: 'The senior team used Compass+ to change the order of the programme in October.',
    },
    '2.4': {
      level: 3,
      reason: 'Destinations went to the senior team with success criteria for four groups.',
      next: 'Ask leavers about their first term',
      evidence: ['destinations', 'criteria'],
    },
    '2.5': {
      level: 1,
      reason: 'The questionnaire ran in Year 7 only, so we cannot measure yet.',
      next: 'Run it with Years 9 and 11 before Easter',
      evidence: ['questionnaire'],
    },
    '2.6': {
      level: 2,
      reason:
        'Employers’, parents’ and learners’ views were analysed in July and changed the routes evening.',
      evidence: ['parents', 'providers'],
    },
    '2.7': {
      level: 'not yet',
      reason: 'The map to the Gatsby Benchmarks covers half the programme.',
      next: 'Finish the map and take it to the senior team',
    },
  },
  begun: otterbridgeBegun,
};

/** The school, its people, its evidence and its three reviews. */
export const otterbridge: Cast = {
  organisation: {
    name: 'Otterbridge School',
    kind: 'school',
    urn: '900001',
    type: 'Academy converter',
    phase: 'Secondary',
    localAuthority: 'Tidewater',
    region: 'North East',
  },
  people: {
    maya: { name: 'Maya Okafor', role: 'careers leader', title: 'Careers Leader', isOwner: true },
    ruth: {
      name: 'Ruth Adeyemi',
      role: 'careers leader',
      title: 'SLT careers link',
      isOwner: true,
    },
    sam: { name: 'Sam Reid', role: 'contributor', title: 'Head of Year' },
    anita: { name: 'Anita Shah', role: 'contributor', title: 'SENCo' },
    tom: { name: 'Tom Bell', role: 'contributor', title: 'Head of Year' },
    jo: { name: 'Jo Whitaker', role: 'contributor', title: 'Careers Adviser' },
    helen: { name: 'Helen Marsh', role: 'governor', title: 'Careers Link Governor' },
    priya: { name: 'Priya Nair', role: 'adviser', title: 'Enterprise Adviser' },
  },
  evidence: {
    training: {
      title: 'Careers Leader training: certificate and half a day a week',
      note: 'The certificate of July 2024, and the timetable that protects the time.',
      voice: 'staff',
      from: '2025-09-01',
      until: '2026-08-31',
      owner: 'ruth',
    },
    staffing: {
      title: 'Staffing structure with careers roles, September 2026',
      note: 'Shows the Careers Leader, her line manager and three heads of year with careers duties.',
      voice: 'staff',
      from: '2026-09-01',
      until: '2027-08-31',
      owner: 'ruth',
    },
    vision: {
      title: 'Careers vision and intent, agreed June 2025',
      note: 'One page, with the date of the governors’ meeting.',
      voice: 'governor',
      from: '2025-06-18',
      owner: 'ruth',
    },
    plan: {
      title: 'Strategic careers development plan 2025 to 2027',
      note: 'Six priorities with owners, dates and success measures.',
      voice: 'staff',
      from: '2025-09-01',
      until: '2027-08-31',
      owner: 'maya',
    },
    hub: {
      title: 'Hub working group: minutes and the shared employer calendar',
      url: 'https://hub.example/employer-calendar',
      voice: 'employer',
      from: '2024-10-10',
      owner: 'ruth',
    },
    journey: {
      title: 'Careers learning journey, Years 7 to 13',
      note: 'On the wall of every tutor room.',
      about: 'Years 7 to 13',
      voice: 'staff',
      from: '2025-10-06',
      owner: 'maya',
    },
    destinationsBefore: {
      title: 'Destinations report, October 2025',
      note: 'By group. Numbers under five are left out.',
      about: 'Year 11 leavers of 2025',
      voice: 'data',
      from: '2025-10-16',
      until: '2026-10-15',
      owner: 'maya',
    },
    criteria: {
      title: 'Success criteria for destinations, four groups',
      note: 'Agreed by the senior team. Leavers who were educated elsewhere are a group of their own.',
      voice: 'staff',
      from: '2026-06-05',
      owner: 'jo',
    },
    destinations: {
      title: 'Destinations report, October 2026',
      note: 'By group, against four success criteria. Numbers under five are left out.',
      about: 'Year 11 leavers of 2026',
      voice: 'data',
      from: '2026-10-15',
      owner: 'maya',
      file: {
        name: 'Destinations October 2026.csv',
        content:
          'Group,Leavers,Sixth form or college,Apprenticeship,Employment with training,Not known\n' +
          'All,148,118,17,9,under 5\nPupil premium,41,30,6,under 5,under 5\nSEND support,26,19,under 5,under 5,0\n',
      },
    },
    providersBefore: {
      title: 'Six provider encounters in 2024/25, and what learners said',
      note: 'Year groups and counts only.',
      about: 'Years 8 to 13',
      voice: 'learner',
      from: '2025-03-21',
      owner: 'sam',
    },
    providers: {
      title: 'Provider encounters, calendar and what learners said',
      note: 'Year groups and counts only.',
      about: 'Years 8 to 13',
      voice: 'learner',
      from: '2026-03-20',
      owner: 'sam',
    },
    employers: {
      title: 'Employer directory by sector',
      url: 'https://otterbridge.example/employers',
      voice: 'employer',
      from: '2024-11-12',
      until: '2025-08-31',
      owner: 'maya',
    },
    questionnaire: {
      title: 'Year 7 who could name three careers that interest them',
      note: 'From the Future Skills Questionnaire in the first week of October.',
      about: 'Year 7',
      voice: 'learner',
      from: '2026-10-05',
      figure: { value: '62', unit: '% of Year 7' },
      owner: 'jo',
    },
    parents: {
      title: 'What parents and carers said after the routes evening',
      note: 'Most had not heard of T levels before. They asked for the evening to be recorded, and it now is.',
      about: 'Parents and carers of Years 9, 11 and 13',
      voice: 'parent and carer',
      from: '2026-07-02',
      owner: 'tom',
    },
    minutes: {
      title: 'Governors’ minutes on careers, summer term',
      note: 'Helen’s three questions, and what the senior team answered.',
      voice: 'governor',
      from: '2026-06-24',
      owner: 'helen',
    },
  },
  reviews: [first, second, third],
  plan: otterbridgePlan,
  remarks: otterbridgeRemarks,
};
