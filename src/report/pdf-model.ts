/**
 * A telling laid ready for the PDF renderer: the words and drawings that the Typst templates set, as plain data. The templates
 * receive it as JSON and never as markup, so a name like "#eval" is printed as it is written.
 */
import { distributionDrawing } from '../platform/chart/distribution.js';
import type { HeatmapGroup } from '../platform/chart/heatmap.js';
import { heatmapDrawing, skylineDrawing } from '../platform/chart/heatmap-pdf.js';
import { countWords, hasNotYet, notYetWords, toneAt } from '../platform/chart/scale.js';
import { supportsDrawing } from '../platform/chart/supports.js';
import { LEVEL_PAINT, PAGE_COLOUR } from '../platform/chart/tokens.js';
import { listed } from '../review/sentences.js';
import { isLongRemark, isLongStatement } from './pdf-length.js';
import { barOf, chipOf, columnsOf, GLYPHS } from './pdf-marks.js';
import { FOREMOST, type Summary } from './summary.js';
import { beforeLabel, changeRows, changeWords } from './summary-change.js';
import type { SummaryMove } from './summary-moves.js';
import type { SummaryRemark } from './summary-remarks.js';
import type { SummaryPoint, SummaryStatement } from './summary-statements.js';
import { clipped } from './words.js';

/** The width of the text on A4 between margins of 20 mm, in points. */
const WIDTH = 481.8;
/** The heatmap is drawn wider and set to the width of the text: its letters are then 8 points high. */
const HEATMAP_WIDTH = 652;

/** The report's content. `printedOn` is the day that it is made: "12 December 2026". */
export function reportPdfModel(summary: Summary, printedOn: string) {
  return {
    ...headOf(summary, printedOn),
    participants: summary.participants,
    signedOffAs: summary.signedOffAs,
    gapsReason: summary.gapsReason,
    provenance: summary.provenance,
    isEmpty: summary.recorded === 0,
    notRecorded: summary.whole.notRecorded,
    count: summary.count,
    lead: [`${summary.headline.headline}.`, summary.lead].join(' ').trim(),
    governors: summary.governors,
    skyline: skylineDrawing(groupsOf(summary, false), summary.scale, { width: WIDTH, height: 190 }),
    heatmap: heatmapDrawing(
      groupsOf(summary, true),
      summary.scale,
      { width: HEATMAP_WIDTH, yearBefore: summary.yearBefore ?? undefined },
      GLYPHS,
    ),
    whole: distributionDrawing(
      {
        name: `All ${countWords(summary.count, 'statement')}`,
        counts: summary.whole,
        scale: summary.scale,
        width: WIDTH,
      },
      GLYPHS,
    ),
    columns: columnsOf(summary),
    themeBars: summary.themes.map((theme) => barOf(summary, theme)),
    benchmarkBars: summary.benchmarks.map(({ number, title, counts }) =>
      barOf(summary, { code: String(number), title, counts }),
    ),
    benchmarkThemes: summary.benchmarks.map(({ number, themes }) => ({ number, themes })),
    change: changeRows(summary),
    moves: summary.moves.slice(0, FOREMOST).map(moveOf),
    otherMoves: summary.moves.slice(FOREMOST).map(({ code, title, levelWords, supports }) => ({
      ...{ code, title, levelWords, supports },
    })),
    strengths: summary.strengths.map((point) => pointOf(summary, point)),
    nextSteps: summary.nextSteps.map((point) => pointOf(summary, point)),
    contradictions: summary.contradictions,
    remarks: remarksOf(summary),
    themes: summary.themes.map((theme) => ({
      code: theme.code,
      title: theme.title,
      drawing: barOf(summary, theme).drawing,
      statements: theme.statements.map((statement) => statementOf(summary, statement)),
    })),
  };
}

/** The answer sheet's content: every answer in the order of the model. */
export function answerSheetPdfModel(summary: Summary, printedOn: string) {
  const statements = summary.themes.flatMap((theme) => theme.statements);
  return {
    ...headOf(summary, printedOn),
    notYet: notYetWords(summary.scale),
    hasNotYet: hasNotYet(summary.scale) && statements.some(({ rating }) => rating === 'not-yet'),
    notRecorded: statements.filter(({ rating }) => rating === null).length,
    themes: summary.themes.map(({ code, title, statements: held }) => ({
      code,
      title,
      answers: held.map((statement) => ({
        code: statement.code,
        title: statement.title,
        chip: chipOf(summary, statement.mark),
      })),
    })),
  };
}

function headOf(summary: Summary, printedOn: string) {
  const { school, year, agreed, isAgreed, stage, wording, scale } = summary;
  return {
    title: summary.title,
    ...{ school, year, agreed, isAgreed, stage, wording, printedOn },
    runner: `${clipped(school, 70)}, careers impact review ${year}`,
    foot: [isAgreed ? `Agreed ${agreed}` : agreed, wording],
    ...{ yearBefore: summary.yearBefore, colours: PAGE_COLOUR },
    key: [
      ...(hasNotYet(scale)
        ? [{ label: notYetWords(scale), fill: PAGE_COLOUR.surface, isDashed: false }]
        : []),
      ...scale.levels.map(({ title: label }, rank) => ({
        label,
        fill: LEVEL_PAINT[toneAt(scale, rank)].fill,
        isDashed: false,
      })),
      { label: 'Not recorded', fill: PAGE_COLOUR.surface, isDashed: true },
    ],
  };
}

/** The themes as groups of a picture of all statements. */
export function groupsOf({ themes }: Summary, isCompared: boolean): HeatmapGroup[] {
  return themes.map(({ code, short, statements }) => ({
    code,
    title: short,
    columns: statements.map((statement) => ({
      code: statement.code,
      title: statement.title,
      mark: statement.mark,
      before: isCompared ? statement.before : undefined,
    })),
  }));
}

function pointOf(summary: Summary, { code, title, mark, words }: SummaryPoint) {
  return { code, title, words, chip: chipOf(summary, mark) };
}

/** What is copied stands last, as in the bars of a report (0093). */
function statementOf(summary: Summary, statement: SummaryStatement) {
  const { code, title, descriptor, missing, reason, strength, nextStep } = statement;
  return {
    chip: chipOf(summary, statement.mark),
    isLong: isLongStatement(statement),
    before: beforeLabel(summary, statement),
    changed: changeWords(summary, statement),
    ...{ code, title, descriptor, missing, reason, strength, nextStep },
    ...{ evidence: statement.evidence, remarks: statement.remarks },
  };
}

function remarksOf({ remarks }: Summary) {
  const listed = (each: readonly SummaryRemark[]) =>
    each.map((remark) => ({ ...remark, isLong: isLongRemark(remark) }));
  return (
    remarks && {
      results: listed(remarks.results),
      actions: remarks.actions.map(({ title, remarks: on }) => ({ title, remarks: listed(on) })),
    }
  );
}

function moveOf({ direct, onward, ...move }: SummaryMove) {
  return {
    ...move,
    reasons: reasonsOf(direct),
    drawing: supportsDrawing({ from: move, direct, onward }, GLYPHS),
  };
}

/** Why the opened moves lean on this one: moves with the same reason together. */
function reasonsOf(direct: SummaryMove['direct']) {
  const words = [...new Set(direct.map(({ because }) => because))];
  return words.map((because) => ({
    moves: listed(
      direct
        .filter((each) => each.because === because)
        .map(({ code, level }) => `${code} to ${level}`),
    ),
    words: because,
  }));
}
