/** The documents of the corpus as an office suite writes them, each made once and kept under the hash of its source. */

import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { asCsv, asHtml, type Source } from './corpus.js';

/** The endings of what is made, and what the office suite calls them. */
const FILTERS = {
  docx: 'docx:MS Word 2007 XML',
  odt: 'odt:writer8',
  rtf: 'rtf:Rich Text Format',
  pdf: 'pdf:writer_pdf_Export',
  html: 'html:HTML (StarWriter)',
  xlsx: 'xlsx:Calc MS Excel 2007 XML',
  ods: 'ods:calc8',
  csv: 'csv:Text - txt - csv (StarCalc):44,34,76,1',
} as const;
export type OfficeForm = keyof typeof FILTERS;
export const OFFICE_FORMS = Object.keys(FILTERS) as OfficeForm[];

const SHEETS: readonly OfficeForm[] = ['xlsx', 'ods', 'csv'];
const CACHE = join(tmpdir(), 'waymark-documents');

/** The bytes of every source in one form, by its name. A source that the office suite refused is left out. */
export function officeForms(sources: readonly Source[], form: OfficeForm): Map<string, Uint8Array> {
  mkdirSync(CACHE, { recursive: true });
  const isSheet = SHEETS.includes(form);
  const all = sources.map((source) => {
    const text = isSheet ? asCsv(source) : asHtml(source);
    const hash = createHash('sha256').update(`${FILTERS[form]}\n${text}`).digest('hex');
    return { name: source.name, text, kept: join(CACHE, `${hash}.${form}`) };
  });
  const missing = all.filter(({ kept }) => !existsSync(kept));
  if (missing.length > 0) convert(missing, isSheet, form);
  return new Map(
    all
      .filter(({ kept }) => existsSync(kept))
      .map(({ name, kept }) => [name, new Uint8Array(readFileSync(kept))]),
  );
}

function convert(
  sources: readonly { name: string; text: string; kept: string }[],
  isSheet: boolean,
  form: OfficeForm,
): void {
  const folder = mkdtempSync(join(tmpdir(), 'waymark-office-'));
  try {
    const given = join(folder, 'given');
    const made = join(folder, 'made');
    mkdirSync(given);
    const files = sources.map(({ name, text }) => {
      const path = join(given, `${name}.${isSheet ? 'csv' : 'html'}`);
      writeFileSync(path, text);
      return path;
    });
    const filter = isSheet ? 'CSV:44,34,76' : 'HTML (StarWriter)';
    const home = `-env:UserInstallation=file://${folder}/profile`;
    const to = ['--convert-to', FILTERS[form], '--outdir', made];
    const run = spawnSync(
      'soffice',
      [home, '--headless', `--infilter=${filter}`, ...to, ...files],
      {
        timeout: 300_000,
      },
    );
    if (run.status !== 0) throw new Error(`soffice: ${run.stderr}`);
    for (const { name, kept } of sources) {
      const path = join(made, `${name}.${form}`);
      if (!existsSync(path)) continue;
      // In a cache that others may read at the same time a file is there as a whole or not at all.
      writeFileSync(`${kept}.part`, readFileSync(path));
      renameSync(`${kept}.part`, kept);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
