/** Reading the form of a piece of evidence, with its file if it brings one. */
import type { Problem } from '../../platform/problems.js';
import { parse, readForm, single, type Typed } from '../../platform/web/form.js';
import { isMultipart, readWithFile } from '../../platform/web/multipart.js';
import type { Ctx } from '../../platform/web/request-context.js';
import { type ItemInput, itemInput } from '../evidence.js';
import { takeUpload, titleFromName, type Upload } from '../files/upload.js';

/** The most bytes of an upload that are read, so that one which is too large gets its sentence. */
export const MOST_UPLOAD_BYTES = 64 * 1024 * 1024;

export interface Sent {
  typed: Typed;
  upload: Upload | null;
  /** Why the file was not taken. */
  refusal: Problem | null;
}

/** Reads a form that may bring a file, streaming. A file that is refused leaves the words readable. */
export async function readSent(c: Ctx): Promise<Sent> {
  if (!isMultipart(c)) return { typed: await readForm(c), upload: null, refusal: null };
  const { context } = c.get('request');
  const { typed, file, refusal } = await readWithFile(c.req.raw, (arriving) =>
    takeUpload(context, arriving),
  );
  return { typed, upload: file, refusal };
}

/**
 * The item that was typed. A file without a name of its own takes that of the file.
 * @throws Problem 422 with a sentence for each field
 */
export function itemFrom(typed: Typed, upload: Upload | null): ItemInput {
  const values = single(typed);
  if (values.kind === 'file' && !values.title)
    values.title = upload ? titleFromName(upload.name) : 'file';
  return parse(itemInput, values);
}
