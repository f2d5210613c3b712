/** Evidence: what a school can show. It belongs to the school, and reviews of any year cite it. */
import { z } from 'zod';

export type EvidenceKind = 'note' | 'link' | 'file' | 'figure';

export interface Evidence {
  id: string;
  kind: EvidenceKind;
  title: string;
  url: string | null;
  note: string;
  createdAt: Date;
}

/** Evidence as one statement of one review cites it. */
export interface CitedEvidence extends Evidence {
  statement: string;
  citedAt: Date;
}

export const MOST_TITLE = 200;
export const MOST_NOTE = 4000;

/** A new piece of evidence as it is typed: words, and a link if there is one. */
export const evidenceInput = z.object({
  title: z
    .string()
    .trim()
    .min(1, 'Enter what the evidence is called')
    .max(MOST_TITLE, `Enter a name of at most ${MOST_TITLE} characters`),
  url: z
    .string()
    .trim()
    .max(2000, 'Enter a web address of at most 2,000 characters')
    .transform((text) => (text === '' ? null : text))
    .pipe(
      z
        .url({
          protocol: /^https?$/,
          error: 'Enter a web address like https://school.example/careers',
        })
        .nullable(),
    )
    .default(null),
  note: z.string().trim().max(MOST_NOTE, `Enter at most ${MOST_NOTE} characters`).default(''),
});

export type NewEvidence = z.infer<typeof evidenceInput>;
