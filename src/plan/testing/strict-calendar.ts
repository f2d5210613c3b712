/** A reader of calendars that forgives nothing that RFC 5545 forbids, for the tests of the feed. */
import assert from 'node:assert/strict';

export interface CalendarLine {
  name: string;
  parameters: Record<string, string>;
  /** As it stands on the line. */
  raw: string;
  /** With the escapes of text undone. */
  text: string;
}

export interface Component {
  name: string;
  lines: CalendarLine[];
  inside: Component[];
}

const TEXTS = ['SUMMARY', 'DESCRIPTION', 'PRODID', 'VERSION', 'UID', 'X-WR-CALNAME', 'TZID'];
const ONCE = ['UID', 'DTSTAMP', 'DTSTART', 'DTEND', 'SUMMARY', 'DESCRIPTION', 'URL', 'SEQUENCE'];

/** Reads a whole calendar. Fails with what the standard says where it is not one. */
export function readStrictly(stream: string): Component {
  assert.ok(stream.isWellFormed(), 'a calendar is UTF-8');
  const lines = unfolded(stream).map(lineOf);
  const calendar = componentOf(lines);
  assert.equal(lines.length, 0, '3.4: nothing stands after the calendar');
  assert.equal(calendar.name, 'VCALENDAR');
  for (const name of ['PRODID', 'VERSION']) exactlyOne(calendar, name, '3.6');
  assert.equal(textOf(calendar, 'VERSION'), '2.0', '3.7.4');
  assert.ok(calendar.inside.length > 0, '3.6: a calendar holds at least one component');
  for (const each of calendar.inside) {
    if (each.name === 'VEVENT') checkEvent(each);
    else checkTimeZone(each);
  }
  const ids = eventsOf(calendar).map((event) => textOf(event, 'UID'));
  assert.equal(new Set(ids).size, ids.length, '3.8.4.7: every id is one event’s');
  return calendar;
}

export const eventsOf = ({ inside }: Component) => inside.filter(({ name }) => name === 'VEVENT');

/** The text of the only line of this name. */
export function textOf(component: Component, name: string): string | undefined {
  return component.lines.find((line) => line.name === name)?.text;
}

/** 3.1: lines of at most 75 octets that end in CRLF; one that begins with a space goes on from the last. */
function unfolded(stream: string): string[] {
  assert.ok(stream.endsWith('\r\n'), '3.1: the last line ends in CRLF');
  const wire = stream.slice(0, -2).split('\r\n');
  for (const line of wire) {
    assert.ok(Buffer.byteLength(line) <= 75, `3.1: ${Buffer.byteLength(line)} octets: ${line}`);
    assert.doesNotMatch(line, /[^\P{Cc}\t]/u, '3.1: no control character but the tab');
    assert.notEqual(line.trim(), '', '3.1: no empty line');
  }
  return wire
    .join('\r\n')
    .replace(/\r\n[ \t]/g, '')
    .split('\r\n');
}

function lineOf(line: string): CalendarLine {
  const found = /^([A-Z][A-Z0-9-]*)((?:;[A-Z-]+=[^;:",]+)*):(.*)$/u.exec(line);
  assert.ok(found, `3.1: a name, its parameters, a colon, a value: ${line}`);
  const [, name = '', parameters = '', raw = ''] = found;
  if (TEXTS.includes(name))
    assert.match(raw, /^(?:[^\\;,]|\\[\\;,nN])*$/u, `3.3.11: ${name} escapes its text`);
  const text = raw.replace(/\\(.)/gu, (_, letter: string) => (/n/i.test(letter) ? '\n' : letter));
  const pairs = parameters
    .split(';')
    .filter(Boolean)
    .map((each) => each.split('='));
  return { name, parameters: Object.fromEntries(pairs), raw, text };
}

function componentOf(lines: CalendarLine[]): Component {
  const first = lines.shift();
  assert.equal(first?.name, 'BEGIN', '3.6: a component begins');
  const component: Component = { name: first?.raw ?? '', lines: [], inside: [] };
  for (;;) {
    const next = lines[0];
    assert.ok(next, `3.6: ${component.name} ends`);
    if (next.name === 'BEGIN') component.inside.push(componentOf(lines));
    else if (next.name === 'END') {
      lines.shift();
      assert.equal(next.raw, component.name, '3.6: the component that began last ends first');
      return component;
    } else {
      assert.equal(component.inside.length, 0, '3.6: properties stand before components');
      component.lines.push(next);
      lines.shift();
    }
  }
}

function exactlyOne({ name, lines }: Component, property: string, section: string): void {
  const count = lines.filter((line) => line.name === property).length;
  assert.equal(count, 1, `${section}: ${name} has one ${property}`);
}

function checkEvent(event: Component): void {
  for (const name of ['UID', 'DTSTAMP', 'DTSTART']) exactlyOne(event, name, '3.6.1');
  for (const name of ONCE)
    assert.ok(event.lines.filter((line) => line.name === name).length <= 1, `3.6.1: one ${name}`);
  for (const name of ['DTSTAMP', 'LAST-MODIFIED'])
    assert.match(textOf(event, name) ?? '', /^\d{8}T\d{6}Z$/, `3.8.7: ${name} is in UTC`);
  assert.match(textOf(event, 'SEQUENCE') ?? '0', /^\d+$/, '3.8.7.4');
  const [start, end] = ['DTSTART', 'DTEND'].map((name) =>
    event.lines.find((line) => line.name === name),
  );
  for (const day of [start, end]) {
    if (!day) continue;
    assert.deepEqual(day.parameters, { VALUE: 'DATE' }, '3.8.2.4: both are days');
    assert.match(day.raw, /^\d{8}$/, '3.3.4');
    const iso = day.raw.replace(/^(....)(..)(..)$/, '$1-$2-$3');
    assert.equal(new Date(`${iso}T00:00:00Z`).toISOString().slice(0, 10), iso, '3.3.4: a real day');
  }
  assert.ok(!end || end.raw > (start?.raw ?? ''), '3.8.2.2: it ends after it starts');
  const url = textOf(event, 'URL');
  assert.ok(url === undefined || URL.canParse(url), '3.3.13');
  assert.equal(event.inside.length, 0, '3.6.1: nothing but alarms stands in an event');
}

function checkTimeZone(zone: Component): void {
  assert.equal(zone.name, 'VTIMEZONE');
  exactlyOne(zone, 'TZID', '3.6.5');
  assert.ok(zone.inside.length > 0, '3.6.5: a zone says when its hours hold');
  for (const each of zone.inside) {
    assert.match(each.name, /^(STANDARD|DAYLIGHT)$/, '3.6.5');
    for (const name of ['DTSTART', 'TZOFFSETTO', 'TZOFFSETFROM']) exactlyOne(each, name, '3.6.5');
    assert.match(textOf(each, 'DTSTART') ?? '', /^\d{8}T\d{6}$/, '3.6.5: in local time');
  }
}
