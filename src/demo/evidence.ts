/** The evidence of the cast, added to the library by the same verb that people use. */
import { addEvidence } from '../evidence/changes.js';
import { itemInput } from '../evidence/evidence.js';
import { takeUpload } from '../evidence/files/upload.js';
import type { Member } from '../platform/access/member.js';
import type { World } from '../platform/storage/context.js';
import type { Cast, CastEvidence } from './cast.js';

/** Adds one piece of evidence by its key. Gives its id. */
export async function playEvidence(
  world: World,
  by: Member,
  cast: Cast,
  { people }: { people: Record<string, Member> },
  key: string,
): Promise<string> {
  const told = cast.evidence[key];
  if (!told) throw new Error(`The cast has no evidence called ${key}.`);
  const { file, owner } = told;
  const input = itemInput.parse({
    kind: kindOf(told),
    title: told.title,
    url: told.url ?? '',
    note: told.note ?? '',
    about: told.about ?? '',
    effectiveOn: told.from ?? '',
    validUntil: told.until ?? '',
    owner: (owner ? people[owner] : by)?.person.id ?? '',
    voice: told.voice ?? '',
    figure: told.figure?.value ?? '',
    unit: told.figure?.unit ?? '',
  });
  const upload = file
    ? await takeUpload(world, { name: file.name, bytes: once(file.content) })
    : null;
  const { id } = await addEvidence(world, by, { input, upload }, { key: null });
  return id;
}

function kindOf({ file, figure, url }: CastEvidence) {
  if (file) return 'file';
  if (figure) return 'figure';
  return url ? 'link' : 'note';
}

async function* once(content: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(content);
}
