/** Small tools of the benchmarks: medians, spreads, the processor time of another process. */
import { readdirSync, readFileSync } from 'node:fs';

/** The middle value. */
export function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2
    ? (sorted[middle] ?? 0)
    : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}

/** "median 4.1 (3.9 to 4.6)" */
export function spread(values: number[], unit = ''): string {
  const show = (value: number) =>
    `${value >= 100 ? Math.round(value) : Number(value.toPrecision(3))}${unit}`;
  return `median ${show(median(values))} (${show(Math.min(...values))} to ${show(Math.max(...values))})`;
}

/** Processor time of a process so far, all its threads, in microseconds. Linux only; null elsewhere. */
export function processorTime(pid: number): number | null {
  try {
    const tasks = `/proc/${pid}/task`;
    const NS_PER_US = 1000;
    return readdirSync(tasks)
      .map((task) => Number(readFileSync(`${tasks}/${task}/schedstat`, 'utf8').split(' ')[0]))
      .reduce((sum, ran) => sum + ran / NS_PER_US, 0);
  } catch {
    return null;
  }
}

/** Memory of a process now, in MB. */
export function residentMemory(pid: number): number {
  const pages = Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]);
  return (pages * 4096) / 1e6;
}
