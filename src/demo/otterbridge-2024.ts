/** The first review of Otterbridge School, of 2024/25: closed with one statement open. Every sentence is made up. */
import type { DemoReview } from './demo-types.js';

export const otterbridge2024: DemoReview = {
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
    '3.6': { level: 1, reason: 'Emails to staff in results week.' },
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
