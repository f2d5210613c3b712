/** The evidence of the demo data, added to the library by the same verb that people use. */
import { addEvidence } from '../evidence/changes.js';
import { itemInput } from '../evidence/evidence.js';
import { takeUpload } from '../evidence/files/upload.js';
import type { Member } from '../platform/access/member.js';
import type { AppContext } from '../platform/storage/context.js';
import type { Demo, DemoEvidence } from './demo-types.js';

/** Adds one piece of evidence by its key. Gives its id. */
export async function playEvidence(
  context: AppContext,
  by: Member,
  demo: Demo,
  { people }: { people: Record<string, Member> },
  key: string,
): Promise<string> {
  const message = demo.evidence[key];
  if (!message) throw new Error(`The cast has no evidence called ${key}.`);
  const { file, owner } = message;
  const input = itemInput.parse({
    kind: kindOf(message),
    title: message.title,
    url: message.url ?? '',
    note: message.note ?? '',
    about: message.about ?? '',
    effectiveOn: message.from ?? '',
    validUntil: message.until ?? '',
    owner: (owner ? people[owner] : by)?.person.id ?? '',
    voice: message.voice ?? '',
    figure: message.figure?.value ?? '',
    unit: message.figure?.unit ?? '',
  });
  const upload = file
    ? await takeUpload(context, { name: file.name, bytes: once(file.content) })
    : null;
  const { id } = await addEvidence(context, by, { input, upload }, { key: null });
  return id;
}

function kindOf({ file, figure, url }: DemoEvidence) {
  if (file) return 'file';
  if (figure) return 'figure';
  return url ? 'link' : 'note';
}

async function* once(content: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(content);
}
