/**
 * SVG as text, for the chart with the most marks: the ridge of 32 statements draws some 300, and as
 * text they cost a fraction of what they cost as components. Everything a person typed goes through
 * `escaped`; the rest is numbers and names of our own.
 */

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text made safe within an element or a quoted attribute. */
export function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (letter) => ENTITIES[letter]!);
}

/** ` class="cell f3"`: attributes as text, each with a space before it. */
export function attributes(values: Record<string, string>): string {
  let text = '';
  for (const name in values) text += ` ${name}="${escaped(values[name]!)}"`;
  return text;
}
