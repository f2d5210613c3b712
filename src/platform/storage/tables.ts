/** The tables as rows: what SQL gives and takes. Each feature writes its own tables only. */
import type { EvidenceTables } from './tables/evidence.js';
import type { FrameworkTables } from './tables/framework.js';
import type { InsightTables } from './tables/insight.js';
import type { PeopleTables } from './tables/people.js';
import type { PlanTables } from './tables/plan.js';
import type { RecordTables } from './tables/record.js';
import type { ReviewTables } from './tables/review.js';
import type { SigningInTables } from './tables/signing-in.js';

/** Every table, by its name. */
export interface Tables
  extends PeopleTables,
    SigningInTables,
    RecordTables,
    FrameworkTables,
    EvidenceTables,
    ReviewTables,
    PlanTables,
    InsightTables {}
