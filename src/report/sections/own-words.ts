/** Parts that hold what the school writes for a report. */
import { type Block, heading, text } from '../blocks/block.js';
import type { Material } from './material.js';

/** A text that the school writes once and keeps from report to report. */
export interface OwnText {
  /** "decisions": the name in settings, addresses and the API. */
  id: string;
  label: string;
  hint: string;
}

export const DECISIONS: OwnText = {
  id: 'decisions',
  label: 'Decisions you ask governors for',
  hint: 'One on each line. Left out of the report while this is empty.',
};
export const CONTEXT: OwnText = {
  id: 'context',
  label: 'About your school',
  hint: 'What a school that reviews you needs to know: size, phase, area, what has changed lately.',
};
export const FOCUS: OwnText = {
  id: 'focus',
  label: 'What you would like the other schools to look at',
  hint: 'One to three questions that you want them to help with.',
};
/** What the statutory guidance asks a school to publish on its website. */
export const WEBSITE: readonly OwnText[] = [
  {
    id: 'website-contact',
    label: 'Careers leader: name, email address and telephone number',
    hint: 'Published on your website, so use the school’s number and address.',
  },
  {
    id: 'website-programme',
    label: 'Your careers programme',
    hint: 'A summary of what each year group does, in plain words for young people and parents.',
  },
  {
    id: 'website-access',
    label: 'How young people, parents, staff and employers can find out more',
    hint: 'For example events, pages, people to ask.',
  },
  {
    id: 'website-impact',
    label: 'How you measure what difference the programme makes',
    hint: 'For example destinations, surveys, this review.',
  },
  {
    id: 'website-providers',
    label: 'Provider access policy statement',
    hint: 'When and how training providers and colleges can come to talk to your learners, or where the policy is.',
  },
  {
    id: 'website-review',
    label: 'When this information is reviewed next',
    hint: 'A day, for example 1 September 2027.',
  },
];

/** Every text that a school can write. */
export const OWN_TEXTS: readonly OwnText[] = [DECISIONS, CONTEXT, FOCUS, ...WEBSITE];

const ofSchool =
  (title: string, { id }: OwnText) =>
  ({ texts }: Material): Block[] =>
    texts[id] ? [heading(2, title), text(texts[id])] : [];

export const decisions = ofSchool('Decisions we ask for', DECISIONS);
export const context = ofSchool('About our school', CONTEXT);
export const focus = ofSchool('What we would like you to look at', FOCUS);

const WEBSITE_HEADINGS = [
  'Who leads careers',
  'Our careers programme',
  'How to find out more',
  'How we measure what difference it makes',
  'Access for training providers and colleges',
  'Next review of this information',
];

/** What the website says: each under its heading, and what is missing is said. */
export const website = ({ texts }: Material): Block[] =>
  WEBSITE.flatMap(({ id, label }, at) => [
    heading(2, WEBSITE_HEADINGS[at] ?? label),
    texts[id] ? text(texts[id]) : text('Not written yet.', 'quiet'),
  ]);

/** The text with this id, or undefined. */
export const ownTextOf = (id: string): OwnText | undefined =>
  OWN_TEXTS.find((each) => each.id === id);
