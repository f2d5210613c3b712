/**
 * A telling laid ready for the press: the words and drawings that the Typst templates set, as plain data. The templates
 * receive it as JSON and never as markup, so a name like "#eval" is printed as it is written.
 */
import { distributionDrawing } from '../platform/chart/distribution.js';
import type { HeatmapGroup } from '../platform/chart/heatmap.js';
import { heatmapDrawing, skylineDrawing } from '../platform/chart/heatmap-pdf.js';
import { opensDrawing } from '../platform/chart/opens.js';
import { hasNotYet, notYetWords, toneAt } from '../platform/chart/scale.js';
import { LEVEL_PAINT, PAGE_COLOUR } from '../platform/chart/tokens.js';
import { listed } from '../review/sentences.js';
import { isLongRemark, isLongStatement } from './pdf-length.js';
import { barOf, chipOf, columnsOf, GLYPHS } from './pdf-marks.js';
import { FOREMOST, type Telling } from './summary.js';
import { beforeLabel, changeRows, changeWords } from './summary-change.js';
import type { SummaryMove } from './summary-moves.js';
import type { SummaryRemark } from './summary-remarks.js';
import type { SummaryPoint, SummaryStatement } from './summary-statements.js';
import { clipped, titleWithYear } from './words.js';

/** The width of the text on A4 between margins of 20 mm, in points. */
const WIDTH = 481.8;
/** The ridge is drawn wider and set to the width of the text: its letters are then 8 points high. */
const HEATMAP_WIDTH = 652;

/** The report's content. `printedOn` is the day that it is made: "12 December 2026". */
export function reportPdfModel(telling: Telling, printedOn: string) {
  return {
    ...headOf(telling, printedOn),
    participants: telling.participants,
    signedOffAs: telling.signedOffAs,
    gapsReason: telling.gapsReason,
    provenance: telling.provenance,
    isEmpty: telling.recorded === 0,
    notRecorded: telling.whole.notRecorded,
    count: telling.count,
    lead: [`${telling.headline.headline}.`, telling.lead].join(' ').trim(),
    governors: telling.governors,
    skyline: skylineDrawing(groupsOf(telling, false), telling.scale, { width: WIDTH, height: 190 }),
    heatmap: heatmapDrawing(
      groupsOf(telling, true),
      telling.scale,
      { width: HEATMAP_WIDTH, yearBefore: telling.yearBefore ?? undefined },
      GLYPHS,
    ),
    whole: distributionDrawing(
      {
        name: `All ${telling.count} statements`,
        counts: telling.whole,
        scale: telling.scale,
        width: WIDTH,
      },
      GLYPHS,
    ),
    columns: columnsOf(telling),
    themeBars: telling.themes.map((theme) => barOf(telling, theme)),
    benchmarkBars: telling.benchmarks.map(({ number, title, counts }) =>
      barOf(telling, { code: String(number), title, counts }),
    ),
    benchmarkThemes: telling.benchmarks.map(({ number, themes }) => ({ number, themes })),
    change: changeRows(telling),
    moves: telling.moves.slice(0, FOREMOST).map(moveOf),
    otherMoves: telling.moves.slice(FOREMOST).map(({ code, title, levelWords, opens }) => ({
      ...{ code, title, levelWords, opens },
    })),
    strengths: telling.strengths.map((point) => pointOf(telling, point)),
    nextSteps: telling.nextSteps.map((point) => pointOf(telling, point)),
    contradictions: telling.contradictions,
    remarks: remarksOf(telling),
    themes: telling.themes.map((theme) => ({
      code: theme.code,
      title: theme.title,
      drawing: barOf(telling, theme).drawing,
      statements: theme.statements.map((statement) => statementOf(telling, statement)),
    })),
  };
}

/** The answer sheet's content: every answer in the order of the model. */
export function answerSheetPdfModel(telling: Telling, printedOn: string) {
  const statements = telling.themes.flatMap((theme) => theme.statements);
  return {
    ...headOf(telling, printedOn),
    notYet: notYetWords(telling.scale),
    hasNotYet: hasNotYet(telling.scale) && statements.some(({ rating }) => rating === 'not-yet'),
    notRecorded: statements.filter(({ rating }) => rating === null).length,
    themes: telling.themes.map(({ code, title, statements: held }) => ({
      code,
      title,
      answers: held.map((statement) => ({
        code: statement.code,
        title: statement.title,
        chip: chipOf(telling, statement.mark),
      })),
    })),
  };
}

function headOf(telling: Telling, printedOn: string) {
  const { school, year, agreed, isAgreed, stage, wording, scale } = telling;
  return {
    title: titleWithYear(telling),
    ...{ school, year, agreed, isAgreed, stage, wording, printedOn },
    runner: `${clipped(school, 70)}, careers impact review ${year}`,
    ...{ yearBefore: telling.yearBefore, colours: PAGE_COLOUR },
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

function groupsOf({ themes }: Telling, isCompared: boolean): HeatmapGroup[] {
  return themes.map(({ code, title, statements }) => ({
    code,
    title,
    columns: statements.map((statement) => ({
      code: statement.code,
      title: statement.title,
      mark: statement.mark,
      before: isCompared ? statement.before : undefined,
    })),
  }));
}

function pointOf(telling: Telling, { code, title, mark, words }: SummaryPoint) {
  return { code, title, words, chip: chipOf(telling, mark) };
}

function statementOf(telling: Telling, statement: SummaryStatement) {
  const { code, title, descriptor, missing, reason, strength, nextStep } = statement;
  return {
    ...{ code, title, descriptor, missing, reason, strength, nextStep },
    ...{ evidence: statement.evidence, remarks: statement.remarks },
    chip: chipOf(telling, statement.mark),
    isLong: isLongStatement(statement),
    before: beforeLabel(telling, statement),
    changed: changeWords(telling, statement),
  };
}

function remarksOf({ remarks }: Telling) {
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
    drawing: opensDrawing({ from: move, direct, onward }, GLYPHS),
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
