/** Files that come with the form of a statement: they go into the library, and are cited with what else is saved. */
import { addEvidence } from '../../evidence/changes.js';
import { itemInput } from '../../evidence/evidence.js';
import { takeUpload, titleFromName, type Upload } from '../../evidence/files/upload.js';
import { saysNoLearners } from '../../platform/access/learner-data.js';
import type { Member } from '../../platform/access/member.js';
import { invalid, Problem } from '../../platform/problems.js';
import { dropIncoming } from '../../platform/storage/files-incoming.js';
import { all, expected, keyOf, parse, readForm, type Typed } from '../../platform/web/form.js';
import { isMultipart, readMultipart } from '../../platform/web/multipart.js';
import type { Ctx } from '../../platform/web/request-context.js';

/** The field of the files. */
export const FILE_FIELD = 'file';
const MOST_AT_ONCE = 10;

export interface SentForm {
  typed: Typed;
  uploads: Upload[];
  /** Why a file was not taken. */
  refusal: Problem | null;
}

/** Reads the form, its files as they stream in. A file that is refused leaves the words and the other files. */
export async function readSent(c: Ctx): Promise<SentForm> {
  if (!isMultipart(c)) return { typed: await readForm(c), uploads: [], refusal: null };
  const { context } = c.get('request');
  const uploads: Upload[] = [];
  let refusal: Problem | null = null;
  try {
    const typed = await readMultipart(c.req.raw, async ({ field, ...arriving }) => {
      if (field !== FILE_FIELD) return;
      if (uploads.length === MOST_AT_ONCE) {
        refusal ??= invalid('file.too-many', `Attach at most ${MOST_AT_ONCE} files at once.`);
        return;
      }
      try {
        uploads.push(await takeUpload(context, arriving));
      } catch (error) {
        refusal = expected(error);
      }
    });
    return { typed, uploads, refusal };
  } catch (error) {
    await dropAll(uploads);
    throw error;
  }
}

const dropAll = (uploads: readonly Upload[]) =>
  Promise.all(uploads.map(({ incoming }) => dropIncoming(incoming)));

/**
 * Adds the files to the library: the ids of those that are there, and why one is not. A form that is sent twice adds
 * each once. Nothing is added where `assertMayCite` refuses.
 */
export async function addFiles(
  c: Ctx,
  member: Member,
  { typed, uploads, refusal }: SentForm,
  assertMayCite: () => Promise<void>,
): Promise<{ ids: string[]; problem: Problem | null }> {
  const { context } = c.get('request');
  const ids: string[] = [];
  let problem = refusal;
  try {
    if (uploads.length > 0) await assertMayCite();
  } catch (error) {
    await dropAll(uploads);
    return { ids, problem: expected(error) };
  }
  for (const upload of uploads) {
    const title = titleFromName(upload.name);
    const how = {
      key: keyOf(typed, upload.incoming.checksum),
      namesNoLearners: saysNoLearners(typed),
    };
    try {
      const input = parse(itemInput, { kind: 'file', title, owner: member.person.id });
      ids.push((await addEvidence(context, member, { input, upload }, how)).id);
    } catch (error) {
      problem ??= expected(error);
    }
  }
  await dropAll(uploads);
  return { ids, problem: problem && atFiles(problem) };
}

/** The same refusal beside the field of the files, which have to be chosen again. */
function atFiles({ status, code, message }: Problem): Problem {
  const again = `${message.replace(/\.$/, '')}. Choose the file again`;
  return new Problem(status, code, message, { [FILE_FIELD]: again });
}

/** True where a browser sent the names of files and not the files: without script only "Attach" sends them. */
export const namesFilesAlone = (c: Ctx, typed: Typed): boolean =>
  !isMultipart(c) && all(typed, FILE_FIELD).some((name) => name !== '');
