/** Reads the calendar feed with ical.js, and holds to RFC 5545 where ical.js is lenient. */
import assert from 'node:assert/strict';
import ICAL from 'ical.js';

const ONCE = ['uid', 'dtstamp', 'dtstart', 'dtend', 'summary'];
const AT_MOST_ONCE = ['description', 'url', 'sequence', 'last-modified'];

/** Fails with what the standard says where the text is not a calendar of whole-day events. */
export function readCalendar(text: string): ICAL.Component {
  assert.ok(
    text.isWellFormed() && text.endsWith('\r\n'),
    '3.1: UTF-8 whose last line ends in CRLF',
  );
  for (const line of text.slice(0, -2).split('\r\n')) {
    assert.ok(Buffer.byteLength(line) <= 75, `3.1: ${Buffer.byteLength(line)} octets: ${line}`);
    assert.match(line, /^[\P{Cc}\t]+$/u, '3.1: no empty line, no control character but the tab');
  }
  const calendar = new ICAL.Component(ICAL.parse(text));
  assert.equal(calendar.name, 'vcalendar');
  assert.equal(propertyOf(calendar, 'version'), '2.0', '3.7.4');
  assert.equal(calendar.getAllProperties('prodid').length, 1, '3.6');
  assert.ok(calendar.getAllSubcomponents().length > 0, '3.6: a calendar holds a component');
  for (const zone of calendar.getAllSubcomponents('vtimezone')) checkZone(zone);
  const events = eventsOf(calendar);
  for (const event of events) checkEvent(event);
  const ids = events.map((event) => propertyOf(event, 'uid'));
  assert.equal(new Set(ids).size, ids.length, '3.8.4.7: every id is one event’s');
  return calendar;
}

export const eventsOf = (calendar: ICAL.Component) => calendar.getAllSubcomponents('vevent');

/** The value of the first property of this name as text, a day as "20261231"; undefined where there is none. */
export function propertyOf(component: ICAL.Component, name: string): string | undefined {
  const value = component.getFirstPropertyValue(name.toLowerCase());
  if (value === null) return undefined;
  return value instanceof ICAL.Time ? value.toICALString() : String(value);
}

function checkEvent(event: ICAL.Component): void {
  const count = (name: string) => event.getAllProperties(name).length;
  for (const name of ONCE) assert.equal(count(name), 1, `3.6.1: one ${name}`);
  for (const name of AT_MOST_ONCE) assert.ok(count(name) <= 1, `3.6.1: at most one ${name}`);
  for (const name of ['dtstamp', 'last-modified'])
    assert.match(propertyOf(event, name) ?? '', /^\d{8}T\d{6}Z$/, `3.8.7: ${name} is in UTC`);
  assert.match(propertyOf(event, 'sequence') ?? '0', /^\d+$/, '3.8.7.4');
  const [start, end] = ['dtstart', 'dtend'].map((name) => {
    const time = event.getFirstPropertyValue(name);
    assert.ok(time instanceof ICAL.Time && time.isDate, `3.8.2: ${name} is a day`);
    const day = time.toString();
    assert.equal(new Date(`${day}T00:00:00Z`).toISOString().slice(0, 10), day, '3.3.4: a real day');
    return day;
  });
  assert.ok((end ?? '') > (start ?? ''), '3.8.2.2: it ends after it starts');
  const url = propertyOf(event, 'url');
  assert.ok(url === undefined || URL.canParse(url), '3.3.13');
}

function checkZone(zone: ICAL.Component): void {
  assert.equal(zone.getAllProperties('tzid').length, 1, '3.6.5');
  assert.ok(zone.getAllSubcomponents().length > 0, '3.6.5: a zone says when its hours hold');
  for (const hours of zone.getAllSubcomponents())
    for (const name of ['dtstart', 'tzoffsetto', 'tzoffsetfrom'])
      assert.equal(hours.getAllProperties(name).length, 1, '3.6.5');
}
