/** The third review of Otterbridge School, of 2026/27: under way. Every sentence is made up. */
import type { DemoReview } from './demo-types.js';
import { otterbridgeBegun } from './otterbridge-begun.js';

export const otterbridge2026: DemoReview = {
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
