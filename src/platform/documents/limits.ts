/** How much of a document is read before it is refused. */

import { tooLarge } from '../problems.js';
import { tooLong } from './refusals.js';

export interface Limits {
  /** Bytes of the file as it came. */
  bytes: number;
  /** Pages of a PDF, sheets of a workbook. */
  pages: number;
  /** Bytes of one part of a .docx or .xlsx once unpacked, and of all parts that are read together. */
  unpackedBytes: number;
  /** How many times larger than its file an unpacked part may be, once it is larger than a megabyte. */
  unpackRatio: number;
  /** Rows of the grid, and the cells in them. */
  rows: number;
  cells: number;
  /** Rows that carry the code of a statement. */
  statements: number;
  /** Letters of the document as a whole. */
  letters: number;
  /** Time for the whole of the reading, in milliseconds. */
  milliseconds: number;
  /** Heap of the worker that reads, in megabytes. */
  heapMegabytes: number;
}

/** Many times what any published model needs, and little enough to be refused within two seconds. */
export const LIMITS: Limits = {
  bytes: 12 * 1024 * 1024,
  pages: 150,
  unpackedBytes: 16 * 1024 * 1024,
  unpackRatio: 200,
  rows: 20_000,
  cells: 100_000,
  statements: 500,
  letters: 3_000_000,
  milliseconds: 20_000,
  heapMegabytes: 64,
};

/** 413 with a sentence when a file has more bytes than are taken. */
export function checkBytes(bytes: Uint8Array, limits: Limits): void {
  if (bytes.length <= limits.bytes) return;
  const most = Math.floor(limits.bytes / 1024 / 1024);
  throw tooLarge(
    'reading.too-large',
    `This file is larger than ${most} MB. Choose a copy without pictures, or save only the pages that hold the model.`,
  );
}

/** What may still be taken of a document: all its tables and sheets together. */
export interface Allowance {
  /** @throws Problem reading.too-long once there are more rows than the limits allow */
  takeRow(): void;
  /** @throws Problem reading.too-long once there are more cells, or letters in them, than the limits allow */
  takeCell(letters: number): void;
}

/** The whole allowance of one document. */
export function newAllowance(limits: Limits): Allowance {
  let { rows, cells, letters } = limits;
  return {
    takeRow() {
      rows -= 1;
      if (rows < 0) throw tooLong();
    },
    takeCell(length) {
      cells -= 1;
      letters -= length;
      if (cells < 0 || letters < 0) throw tooLong();
    },
  };
}
