/**
 * The colours of the charts as data, for places without style sheets (the PDF report).
 * `src/platform/web/styles/_tokens.scss` decides; a test reads it and fails when these differ.
 */
import type { Tone } from './scale.js';

/** A fill and the colour of a number printed on it. */
export interface Paint {
  fill: string;
  on: string;
}

/** The level tones on paper, which is the light scheme. */
export const LEVEL_PAINT: Record<Tone, Paint> = {
  '1': { fill: '#e9f0d3', on: '#14211d' },
  '1b': { fill: '#b0d9b7', on: '#0b1714' },
  '2': { fill: '#93cdaa', on: '#0b1714' },
  '2b': { fill: '#66b1ad', on: '#08110f' },
  '3': { fill: '#4fa3ad', on: '#08110f' },
  '3a': { fill: '#41889d', on: '#08110f' },
  '3b': { fill: '#2a5d83', on: '#ffffff' },
  '4': { fill: '#1c3c6e', on: '#ffffff' },
};

/** The other colours that a chart on paper uses, by the name of their token without `--wm-`. */
export const PAGE_COLOUR = {
  ink: '#000',
  'ink-2': '#333',
  surface: '#ffffff',
  line: '#d3dad2',
  'line-strong': '#6f7d76',
  'level-edge': '#55665e',
  here: '#ffd23f',
  'on-here': '#14211d',
} as const;
