/**
 * The eight Gatsby Benchmarks of good career guidance, by number, with the titles of the 2025 update, which kept the
 * titles and changed what stands beneath them (statutory guidance for England from September 2025).
 */
const TITLES: Readonly<Record<number, string>> = {
  1: 'A stable careers programme',
  2: 'Learning from career and labour market information',
  3: 'Addressing the needs of each young person',
  4: 'Linking curriculum learning to careers',
  5: 'Encounters with employers and employees',
  6: 'Experiences of workplaces',
  7: 'Encounters with further and higher education',
  8: 'Personal guidance',
};

/** The title of a benchmark: "A stable careers programme". */
export function benchmarkTitle(benchmark: number): string {
  return TITLES[benchmark] ?? `Benchmark ${benchmark}`;
}
