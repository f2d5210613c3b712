import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readStructure } from '../authoring/reading/structure.js';
import { NO_COPY, publishedText } from '../authoring/reading/testing/published.js';
import { readText } from '../platform/documents/formats/text.js';
import { MOST_SHORT } from './definition.js';
import { statementsOf } from './framework.js';
import { schoolsModel as edition } from './testing/schools-model.js';

const statements = statementsOf(edition);
const levels = statements.flatMap(({ id, levels: own }) =>
  own.map((level) => ({ ...level, place: `${id} level ${level.level}` })),
);
const criteria = levels.flatMap((level) => level.criteria);
const links = statements.flatMap(({ id, buildsOn }) => buildsOn.map((link) => ({ id, ...link })));
const evidence = statements.flatMap((statement) => statement.evidence);
const questions = statements.flatMap(({ asks, prompts }) => [asks ?? '', ...prompts]);
const reasons = links.map(({ because }) => because);

/** Everything that the edition says in words of its own: titles are those of the publisher. */
const texts = [
  ...edition.themes.flatMap(({ short }) => short ?? []),
  ...levels.flatMap(({ summary }) => summary ?? []),
  ...criteria.map(({ text }) => text),
  ...[...questions, ...evidence, ...reasons],
  ...statements.flatMap(({ voices }) => voices),
];

const those = (all: string[], pattern: RegExp) => all.filter((text) => pattern.test(text));

describe('the plain-English edition', () => {
  it('has as many parts as its makers counted', () => {
    assert.equal(edition.version, '1.2');
    assert.deepEqual(
      [statements, levels, criteria, links, evidence, questions].map((all) => all.length),
      [32, 128, 509, 151, 160, 128],
    );
    assert.equal(criteria.filter(({ optional }) => optional).length, 6);
  });

  it('has no wording for the two levels that its source does not tell, and criteria for all others', () => {
    const silent = levels.filter(({ summary }) => summary === null);
    assert.deepEqual(
      silent.map(({ place, missing }) => [place, missing]),
      [
        ['3.2 level 1', 'The source copy has no readable wording for this level.'],
        ['6.1 level 1', 'The source copy has no readable wording for this level.'],
      ],
    );
    assert.deepEqual(
      levels.filter((level) => level.criteria.length === 0),
      silent,
    );
  });

  it('names its themes in a few words too, and the benchmarks that each covers', () => {
    assert.deepEqual(
      edition.themes.map(({ short, benchmarks }) => [short, benchmarks]),
      [
        ['Leadership, vision and planning', [1]],
        ['Needs of all learners and impact', [1, 3]],
        ['Labour market information and pathways', [2, 7]],
        ['Careers in the curriculum', [4]],
        ['Employers and workplaces', [5, 6]],
        ['Personal guidance', [8]],
      ],
    );
    for (const { short } of edition.themes) {
      assert.ok(short && short.length <= MOST_SHORT);
    }
  });

  it('letters the criteria of a level a, b, c, and asks nothing twice within a level', () => {
    for (const { place, criteria: own } of levels) {
      const code = place.replace(' level ', '.');
      assert.deepEqual(
        own.map(({ id }) => id),
        own.map((_, at) => `${code}${String.fromCharCode(97 + at)}`),
      );
      assert.equal(new Set(own.map(({ text }) => text)).size, own.length, place);
    }
  });

  it('asks in the same words what two levels of a statement ask alike', () => {
    const repeated = statements.flatMap((statement) => {
      const all = statement.levels.flatMap((level) => level.criteria.map(({ text }) => text));
      return [...new Set(all.filter((text, at) => all.indexOf(text) !== at))];
    });
    assert.equal(repeated.length, 32);
    const outcomes = /^Careers learning journeys are (?:documented|based)|underpin/;
    const said = new Set(
      levels.filter(({ level }) => level === 3).flatMap((level) => level.criteria),
    );
    assert.deepEqual(
      [...new Set([...said].map(({ text }) => text).filter((text) => outcomes.test(text)))],
      [
        'Careers learning journeys are documented, planned, progressive and responsive',
        'Careers learning journeys are based on relevant careers-related learning outcomes',
      ],
    );
  });

  it('says with a link only what no other links say already, unless the level itself names it', () => {
    const reached = (code: string, level: number, without: unknown, seen = new Set<string>()) => {
      for (const link of links) {
        if (link === without || link.id !== code || link.level > level) continue;
        const { statement, level: needed } = link.needs;
        if (seen.has(`${statement} ${needed}`)) continue;
        for (let each = needed; each > 0; each -= 1) seen.add(`${statement} ${each}`);
        reached(statement, needed, without, seen);
      }
      return seen;
    };
    const implied = links.filter((link) =>
      reached(link.id, link.level, link).has(`${link.needs.statement} ${link.needs.level}`),
    );
    // Both levels name destinations data.
    assert.deepEqual(
      implied.map(({ id, level, needs }) => [id, level, needs.statement, needs.level]),
      [
        ['3.7', 4, '2.4', 2],
        ['3.8', 4, '2.4', 2],
      ],
    );
  });

  it('ends every question with its mark, and asks of the school, not of us', () => {
    assert.deepEqual(
      questions.filter((text) => !text.endsWith('?')),
      [],
    );
    const asked = statements.map(({ asks }) => asks ?? '');
    assert.deepEqual(those(asked, /\b(?:we|us|our|here)\b/i), []);
  });

  it('asks for nothing about one learner: no names, no lists, and records only blank or anonymised', () => {
    const named =
      /which learners|particular learners|individual learners|each learner|by learner|and learner,|for all learners|names of|learners’ names|list of learners|attendance list|\blog of missed/i;
    assert.deepEqual(
      those([...evidence, ...statements.flatMap(({ prompts }) => prompts)], named),
      [],
    );
    const records =
      /\bprofiles?\b|portfolios|logbook|referral form|risk assessment|support plan|review meeting|learner work|work samples|learner feedback|focus group|preparation sheet|interests and needs/i;
    const open = those(evidence, records).filter(
      (text) => !/anonymised|\bblank\b|their consent/i.test(text),
    );
    assert.deepEqual(open, []);
    assert.ok(those(evidence, records).length >= 14);
  });

  it('uses none of the phrases that the product no longer uses, and says “data is”', () => {
    const retired =
      /pulls? apart|pulling apart|lean(?:s|ed) on|opens the most|other moves|rests on what|whose voice|the date it speaks of|holds until|nobody yet|no due day|take out|could be told|what followed|worth a look|look further|narrow it down|stands for itself|ways to a goal|quick to agree|hard to agree on|answers to copy|points in place|e-mail|\b(?:some|any|every)body\b/i;
    assert.deepEqual(those(texts, retired), []);
    assert.deepEqual(those(texts, /\bdata (?:are|were|have)\b|these data|T levels/), []);
  });
});

const bytes = publishedText();

/** The longest run of words that the edition may share with the published text. */
const MOST_SHARED = 7;

describe('the words of the edition', { skip: bytes ? false : NO_COPY }, () => {
  const raw = new TextDecoder().decode(bytes ?? new Uint8Array());
  const cells = readStructure(readText(raw), {}).themes.flatMap((theme) =>
    theme.statements.flatMap((each) => each.levels.flatMap(({ text }) => text ?? [])),
  );

  for (const [kind, mark] of [
    ['as spaces', /[^\p{L}\p{N}\s]/gu],
    ['kept', /[^\p{L}\p{N}\s-]/gu],
  ] as const) {
    it(`are its own: no ${MOST_SHARED + 1} in a row are the publisher’s, with hyphens ${kind}`, () => {
      const runsOf = (text: string) => {
        const plain = text.toLowerCase().replace(/['’]/gu, '').replace(mark, ' ');
        const words = plain.split(/\s+/u).filter(Boolean);
        return words
          .slice(MOST_SHARED)
          .map((_, at) => words.slice(at, at + MOST_SHARED + 1).join(' '));
      };
      const published = new Set([raw, ...cells].flatMap(runsOf));
      assert.ok(cells.length === 126 && published.size > 2_000);
      assert.deepEqual(
        texts.flatMap((text) => runsOf(text).filter((run) => published.has(run))),
        [],
      );
    });
  }
});
