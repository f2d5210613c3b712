/** Larkfield School, an invented special school at the start of its first review. */
import type { Demo } from './demo-types.js';

export const larkfield: Demo = {
  organisation: {
    name: 'Larkfield School',
    kind: 'special school',
    urn: '900002',
    type: 'Community special school',
    phase: 'All-through',
    localAuthority: 'Tidewater',
    region: 'North East',
  },
  people: {
    deena: { name: 'Deena Hart', role: 'careers leader', title: 'Careers Leader', isOwner: true },
    owen: { name: 'Owen Pryce', role: 'contributor', title: 'Headteacher' },
    ines: { name: 'Inés Calder', role: 'contributor', title: 'SENCo' },
  },
  evidence: {
    pathways: {
      title: 'Preparing for adulthood pathways',
      note: 'How each pathway leads to work, college or supported internship.',
    },
  },
  reviews: [
    {
      academicYear: 2026,
      startedOn: '2026-11-09',
      closedOn: null,
      signedOffAs: null,
      gapsReason: null,
      participants: ['deena', 'owen', 'ines'],
      answers: {
        '1.1': {
          level: 2,
          reason: 'Deena is in the last module of the training, with a day a week.',
        },
        '2.2': {
          level: 3,
          reason: 'Every annual review brings the SENCo, the class team and careers to one table.',
          strength: 'Careers is part of every annual review from Year 9.',
          evidence: ['pathways'],
        },
        '5.3': {
          level: 2,
          reason: 'Each learner has an experience of a workplace, with support where it is needed.',
        },
        '6.2': {
          level: 3,
          reason:
            'Guidance is given in short visits, each prepared with the class team and the family.',
        },
      },
    },
  ],
};
