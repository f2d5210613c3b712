/** Rows of evidence: items, their files, and what they are cited for. */
import type { Generated } from 'kysely';

export type VoiceWord = 'learner' | 'parent and carer' | 'employer' | 'staff' | 'governor' | 'data';
export interface EvidenceTable {
  organisation_id: string;
  id: string;
  kind: 'note' | 'link' | 'file' | 'figure';
  title: string;
  url: string | null;
  note: Generated<string>;
  about: Generated<string>;
  /** Dates without a time are text: "2026-11-23". */
  effective_on: string | null;
  valid_until: string | null;
  owner_id: string | null;
  voice: VoiceWord | null;
  /** numeric: pg gives it as text. */
  figure: string | null;
  unit: string | null;
  created_by: string | null;
  created_at: Date;
  updated_by: string | null;
  updated_at: Date | null;
  deleted_at: Date | null;
  deleted_by: string | null;
  version: Generated<number>;
}
export type FileTypeWord =
  | 'pdf'
  | 'png'
  | 'jpeg'
  | 'webp'
  | 'docx'
  | 'xlsx'
  | 'pptx'
  | 'odt'
  | 'ods'
  | 'csv'
  | 'txt';
interface EvidenceFilesTable {
  organisation_id: string;
  evidence_id: string;
  number: number;
  name: string;
  type: FileTypeWord;
  bytes: number;
  checksum: string;
  width: number | null;
  height: number | null;
  uploaded_by: string | null;
  uploaded_at: Date;
}
interface CriterionCitationsTable {
  organisation_id: string;
  review_id: string;
  statement: string;
  evidence_id: string;
  criterion: string;
}
interface CitationsTable {
  organisation_id: string;
  review_id: string;
  statement: string;
  evidence_id: string;
  cited_by: string | null;
  cited_at: Date;
}

export interface EvidenceTables {
  evidence: EvidenceTable;
  evidence_files: EvidenceFilesTable;
  criterion_citations: CriterionCitationsTable;
  citations: CitationsTable;
}
