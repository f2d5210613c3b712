/** Why a document is not read: the refusals that several readers share, each saying what to do. */

import { invalid, tooLarge } from '../problems.js';

/** A file that asks for a password. */
export const encrypted = () =>
  invalid(
    'reading.encrypted',
    'This file is protected by a password. Open it, save a copy without the password, and choose that.',
  );

/** A file that cannot be opened. `kind` is what people call it: "PDF", "Word file". */
export const damaged = (kind: string) =>
  invalid(
    'reading.damaged',
    `This ${kind} is damaged and cannot be opened. Save or download it again and choose the new copy.`,
  );

/** Bytes that are text in no encoding. */
export const notText = () =>
  invalid(
    'reading.not-text',
    'This file cannot be read as text. Choose a PDF, Word or Excel file, or save the text as UTF-8.',
  );

/** A document that is far longer than a model is. */
export const tooLong = () =>
  tooLarge(
    'reading.too-long',
    'This document is far longer than a maturity model. Choose one that holds only the table of the model.',
  );

/** A file that grows past the limits once it is unpacked. */
export const unpacksTooLarge = () =>
  tooLarge(
    'reading.unpacks-too-large',
    'This file unpacks to far more than a document holds, so it was not opened. Save a new copy and choose that.',
  );
