/** Reading the list of people to invite: what was pasted and uploaded, line by line. */
import { z } from 'zod';
import { assertNoLearnerData, saysNoLearners } from '../../platform/access/learner-data.js';
import { EVERY_ROLE, type Member } from '../../platform/access/member.js';
import { decodeText, looksLikeText } from '../../platform/documents/text.js';
import { invalid } from '../../platform/problems.js';
import { one, readForm, type Typed } from '../../platform/web/form.js';
import type { Ctx } from '../../platform/web/request-context.js';
import { type InviteeLine, readInvitees } from '../invitees.js';
import { assertMay } from '../permissions.js';

const MOST_CHARACTERS = 100_000;
const roleInput = z.enum(EVERY_ROLE as [Member['role'], ...Member['role'][]]);

/** Reads the form, with the words of an uploaded file below those that were pasted. */
export async function readList(c: Ctx): Promise<Typed> {
  const typed = await readForm(c);
  const file = (await c.req.parseBody()).file;
  if (!(file instanceof File) || file.size === 0) return typed;
  if (file.size > MOST_CHARACTERS) {
    throw invalid('invitation.too-long', 'The file is too large.', {
      people: 'Choose a file of at most 100 kB',
    });
  }
  const words = decodeText(new Uint8Array(await file.arrayBuffer())).text;
  if (!looksLikeText(words)) {
    throw invalid('invitation.unreadable', 'The file cannot be read.', {
      people: 'Choose a CSV or text file: in Excel, save as CSV UTF-8',
    });
  }
  return { ...typed, people: [[one(typed, 'people'), words].filter(Boolean).join('\n')] };
}

/** The lines of what was typed. @throws Problem 422 when there is nothing to read. */
export function linesOf(member: Member, typed: Typed, today: Date): InviteeLine[] {
  const text = one(typed, 'people');
  const role = roleInput.safeParse(one(typed, 'role'));
  if (!role.success) {
    throw invalid('invitation.role', 'Choose their role.', { role: 'Choose their role' });
  }
  if (text.length > MOST_CHARACTERS) {
    throw invalid('invitation.too-long', 'That is too many at once.', {
      people: 'Enter at most 200 addresses',
    });
  }
  assertNoLearnerData({ texts: { people: text }, namesNoLearners: saysNoLearners(typed), today });
  const lines = readInvitees(text, role.data);
  if (lines.length === 0) {
    throw invalid('invitation.nobody', 'Enter at least one email address.', {
      people: 'Enter at least one email address',
    });
  }
  const isOwner = one(typed, 'owner') === 'yes';
  if (isOwner) assertMay(member, 'people.invite-owner');
  return lines.map((line) =>
    line.invitee ? { ...line, invitee: { ...line.invitee, isOwner } } : line,
  );
}
