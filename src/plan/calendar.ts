/** A person's actions as a calendar that other programs read (RFC 5545). */

import { createHash } from 'node:crypto';
import { daysLater } from '../platform/days.js';
import type { Action } from './plan.js';
import { isOpenStatus } from './plan.js';

/** The most octets of a line before it is folded (RFC 5545, 3.1). */
const LINE_OCTETS = 75;

/** Text as a value of a calendar: backslash, semicolon, comma and line ends escaped (RFC 5545, 3.3.11). */
export function calendarText(text: string): string {
  return (
    text
      .toWellFormed()
      .replace(/\\/g, '\\\\')
      .replace(/;/g, '\\;')
      .replace(/,/g, '\\,')
      .replace(/\r\n?|\n/g, '\\n')
      // Other control characters have no place in a calendar.
      .replace(/[\p{Cc}]/gu, ' ')
  );
}

/** A content line, folded: no line longer than 75 octets, no character cut in two; ended by CRLF. */
export function folded(line: string): string {
  const parts: string[] = [];
  let part = '';
  let octets = 0;
  for (const letter of line) {
    const size = Buffer.byteLength(letter);
    // Every line after the first begins with the space that marks it.
    const room = parts.length === 0 ? LINE_OCTETS : LINE_OCTETS - 1;
    if (octets + size > room) {
      parts.push(part);
      part = '';
      octets = 0;
    }
    part += letter;
    octets += size;
  }
  return `${[...parts, part].join('\r\n ')}\r\n`;
}

export interface CalendarProps {
  /** "Otterbridge School" */
  school: string;
  actions: readonly Action[];
  /** When the calendar is read. */
  now: Date;
  /** "https://waymark.example", to link each action; null where the address is not known. */
  origin: string | null;
}

/**
 * The hours of England. Every event is a whole day and needs none; but a calendar has to hold a component (RFC 5545, 3.6),
 * and somebody with nothing due has no other.
 */
const ENGLAND = [
  'BEGIN:VTIMEZONE',
  'TZID:Europe/London',
  'BEGIN:STANDARD',
  'DTSTART:19961027T020000',
  'RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU',
  'TZNAME:GMT',
  'TZOFFSETFROM:+0100',
  'TZOFFSETTO:+0000',
  'END:STANDARD',
  'BEGIN:DAYLIGHT',
  'DTSTART:19970330T010000',
  'RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU',
  'TZNAME:BST',
  'TZOFFSETFROM:+0000',
  'TZOFFSETTO:+0100',
  'END:DAYLIGHT',
  'END:VTIMEZONE',
];

/** The open actions that have a due day, and their open milestones that have a day, each as a whole-day event. */
export function calendarOf({ school, actions, now, origin }: CalendarProps): string {
  const events = actions
    .filter(({ status }) => isOpenStatus(status))
    .flatMap((action) => [...dueEvent(action, origin), ...milestoneEvents(action, origin)]);
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Waymark//Plan//EN',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    `X-WR-CALNAME:${calendarText(`Careers plan, ${school}`)}`,
    'REFRESH-INTERVAL;VALUE=DURATION:PT12H',
    ...ENGLAND,
    ...events.flatMap((event) => eventLines(event, now)),
    'END:VCALENDAR',
  ];
  return lines.map(folded).join('');
}

interface CalendarEvent {
  uid: string;
  on: string;
  summary: string;
  description: string;
  url: string | null;
  changedAt: Date;
  sequence: number;
}

function dueEvent(action: Action, origin: string | null): CalendarEvent[] {
  if (action.dueOn === null) return [];
  const about = [action.objective, action.measure && `Success measure: ${action.measure}`];
  return [
    {
      ...common(action, origin),
      uid: `${action.id}@waymark`,
      on: action.dueOn,
      summary: `Due: ${action.title}`,
      description: about.filter(Boolean).join('\n'),
    },
  ];
}

function milestoneEvents(action: Action, origin: string | null): CalendarEvent[] {
  const uids = milestoneUids(action);
  return action.milestones.flatMap(({ on, what, isReached }, at) =>
    on === null || isReached
      ? []
      : [
          {
            ...common(action, origin),
            uid: uids[at] ?? '',
            on,
            summary: `Milestone: ${what}`,
            description: action.title,
          },
        ],
  );
}

/**
 * The UID of each milestone, reached or not. It comes from the milestone's words, by which the plan tells milestones
 * apart, and not from its place: calendars know an event by its UID, whatever becomes of the milestones beside it. Of
 * several with the same words each after the first is numbered.
 */
function milestoneUids({ id, milestones }: Action): string[] {
  const seen = new Map<string, number>();
  return milestones.map(({ what }) => {
    const count = (seen.get(what) ?? 0) + 1;
    seen.set(what, count);
    const words = createHash('sha256').update(what).digest('hex').slice(0, 16);
    return `${id}-${words}${count === 1 ? '' : `-${count}`}@waymark`;
  });
}

const common = ({ id, updatedAt, version }: Action, origin: string | null) => ({
  url: origin ? `${origin}/plan/actions/${id}` : null,
  changedAt: updatedAt,
  sequence: version - 1,
});

const basicDay = (day: string) => day.replaceAll('-', '');
const basicMoment = (moment: Date) =>
  moment.toISOString().replace(/[-:]/g, '').replace(/\.\d+/, '');

/** What the event is about, and the link: many calendars do not show the URL of an event. */
function descriptionLines({ description, url }: CalendarEvent): string[] {
  const text = [description, url].filter(Boolean).join('\n\n');
  return text ? [`DESCRIPTION:${calendarText(text)}`] : [];
}

function eventLines(event: CalendarEvent, now: Date): string[] {
  return [
    'BEGIN:VEVENT',
    `UID:${event.uid}`,
    `DTSTAMP:${basicMoment(now)}`,
    `LAST-MODIFIED:${basicMoment(event.changedAt)}`,
    `SEQUENCE:${event.sequence}`,
    `DTSTART;VALUE=DATE:${basicDay(event.on)}`,
    `DTEND;VALUE=DATE:${basicDay(daysLater(event.on, 1))}`,
    `SUMMARY:${calendarText(event.summary)}`,
    ...descriptionLines(event),
    ...(event.url ? [`URL:${event.url}`] : []),
    'TRANSP:TRANSPARENT',
    'END:VEVENT',
  ];
}
