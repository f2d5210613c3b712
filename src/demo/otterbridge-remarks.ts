/** What Helen asked and Priya said at Otterbridge School, and what the school replied. Every sentence is made up. */
import type { DemoRemark } from './demo-types.js';

export const otterbridgeRemarks: DemoRemark[] = [
  {
    review: 1,
    on: '2026-01-20',
    by: 'helen',
    kind: 'question',
    statement: null,
    words:
      'Three of the next steps wait for the school development plan. What would help you to get careers into it, and is it something that governors can ask for?',
    replies: [
      {
        on: '2026-01-23',
        by: 'ruth',
        words:
          'Yes, please ask for it in the spring meeting. Maya and I will bring one page with the two priorities that belong in the whole-school plan.',
        isAnswer: true,
      },
    ],
  },
  {
    review: 2,
    on: '2026-11-12',
    by: 'helen',
    kind: 'question',
    statement: '2.4',
    words:
      'We see where leavers go in September. Do we know whether they are still there in the spring?',
    replies: [
      {
        on: '2026-11-13',
        by: 'jo',
        words: 'Not as a rule. I hear from those who write to me, which is perhaps one in five.',
      },
      {
        on: '2026-11-16',
        by: 'maya',
        words:
          'Jo is right, and it is why our next step is to ask leavers about their first term. It is in the plan for this month, and you will see what they say in the spring report.',
        isAnswer: true,
      },
    ],
  },
  {
    review: 2,
    on: '2026-11-16',
    by: 'priya',
    kind: 'comment',
    statement: '1.7',
    words:
      'Thank you for having me at the planning day. My one wish: send the draft plan a week before, so that I can ask two colleagues who hire school leavers what they would want in it.',
    replies: [],
  },
  {
    action: 'Ask leavers about their first term',
    on: '2026-11-17',
    by: 'priya',
    kind: 'comment',
    words:
      'Ask them who helped in the first fortnight. With our own starters that says more than whether they like the job.',
    replies: [
      { on: '2026-11-18', by: 'jo', words: 'That is a better question than ours. It is in.' },
    ],
  },
  {
    review: 2,
    on: '2026-11-19',
    by: 'helen',
    kind: 'question',
    statement: '1.5',
    words:
      'The summer report was a list of what had been done. What will the spring report show us about what has changed for learners?',
    replies: [],
  },
];
