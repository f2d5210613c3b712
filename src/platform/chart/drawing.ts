/** A chart as a self-standing SVG, for the report. */

export interface Drawing {
  /** A whole SVG document, colours within, no style sheet needed. */
  svg: string;
  /** The whole finding in words: the alternative text. */
  alt: string;
  /** In SVG units, which are points at the size the drawing was made for. */
  width: number;
  height: number;
}

/** Where on the page a drawing's text takes its letters from. */
export interface Lettering {
  /** The font families to name, first choice first. */
  font?: string;
}

/** Wraps drawn marks as a Drawing. `marks` is what a server component returned. */
export function drawing(
  marks: { toString(): string },
  size: { width: number; height: number },
  alt: string,
  { font = 'sans-serif' }: Lettering = {},
): Drawing {
  const { width, height } = size;
  const family = font.replace(/[<>&"]/g, '');
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="${family}">${marks.toString()}</svg>`;
  return { svg, alt, width, height };
}

/** Rounds a coordinate to a tenth, so that markup stays short and the same everywhere. */
export function tenth(value: number): number {
  return Math.round(value * 10) / 10 || 0;
}
