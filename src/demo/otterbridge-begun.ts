/** What Otterbridge School has noted for the meeting of November 2026, on statements that it has not decided yet. */
import type { DemoBegun } from './demo-types.js';

export const otterbridgeBegun: Record<string, DemoBegun> = {
  '3.2': {
    points: 2,
    reason: 'A routes lesson stands before each transition, and tutors say who missed it.',
    evidence: [],
  },
  '3.5': {
    points: 2,
    reason: 'Families came to the routes evening, or asked for the recording.',
    evidence: ['parents'],
  },
  '3.7': {
    points: 3,
    reason: 'The six encounters took place, and learners’ answers changed the one in Year 12.',
    evidence: ['providers'],
  },
  '4.1': {
    points: 2,
    reason: 'The scheme builds up from Year 7 and was taught as planned.',
    evidence: ['journey'],
  },
  '5.1': {
    points: 2,
    reason: 'Forty-three employers, five of them new this year.',
    evidence: ['employers'],
  },
  '6.1': {
    points: 2,
    reason: 'Everybody in Years 11 and 13 was seen by June.',
    evidence: [],
  },
};
