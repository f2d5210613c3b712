/**
 * Otterbridge School, an invented school with three years of reviews. Every sentence is made up; together
 * they tell a story that a careers leader would recognise: a plan on paper, then a learning journey, then
 * the leadership team behind it.
 */
import type { Demo } from './demo-types.js';
import { otterbridge2024 } from './otterbridge-2024.js';
import { otterbridge2025 } from './otterbridge-2025.js';
import { otterbridge2026 } from './otterbridge-2026.js';
import { otterbridgeEvidence } from './otterbridge-evidence.js';
import { otterbridgePlan } from './otterbridge-plan.js';
import { otterbridgeRemarks } from './otterbridge-remarks.js';

/** The school, its people, its evidence and its three reviews. */
export const otterbridge: Demo = {
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
  evidence: otterbridgeEvidence,
  reviews: [otterbridge2024, otterbridge2025, otterbridge2026],
  plan: otterbridgePlan,
  remarks: otterbridgeRemarks,
};
