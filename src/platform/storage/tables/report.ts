/** Rows of reports: the links with which they are read without an account. */
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

export interface ReportTables {
  report_links: ReportLinksTable;
  report_link_tokens: ReportLinkTokensTable;
}
