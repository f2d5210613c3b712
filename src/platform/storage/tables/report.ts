/** Rows of reports: the links with which they are read without an account, and what a school sets for them. */
import type { Generated } from 'kysely';

interface ReportLinksTable {
  organisation_id: string;
  id: string;
  review_id: string;
  kind: string;
  has_names: boolean;
  has_remarks: boolean;
  passphrase_hash: string | null;
  created_by: string | null;
  created_at: Date;
  expires_at: Date;
  revoked_at: Date | null;
  views: Generated<number>;
  last_viewed_at: Date | null;
}
interface ReportLinkTokensTable {
  token_hash: Buffer;
  organisation_id: string;
  link_id: string;
}

interface ReportTextsTable {
  organisation_id: string;
  id: string;
  words: string;
  updated_by: string | null;
  updated_at: Date;
}
interface ReportLayoutsTable {
  organisation_id: string;
  kind: string;
  name: string;
  parts: string[];
  updated_by: string | null;
  updated_at: Date;
}

export interface ReportTables {
  report_texts: ReportTextsTable;
  report_layouts: ReportLayoutsTable;
  report_links: ReportLinksTable;
  report_link_tokens: ReportLinkTokensTable;
}
