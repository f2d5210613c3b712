import { type FrameworkSource, type Path, parseSource } from '../source.js';

/** The source of a framework that is written in one text; `name` is the file it says it is. */
export function sourceOf(text: string, name = 'all.yaml'): FrameworkSource {
  const main = parseSource(name, text);
  const themes = (main.value as { themes?: unknown } | null | undefined)?.themes;
  const paths: Path[] = Array.isArray(themes) ? themes.map((_, index) => ['themes', index]) : [];
  return { main, themes: paths.map((path) => ({ file: main, path })), faults: [] };
}
