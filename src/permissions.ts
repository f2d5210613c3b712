/** The tables of permissions of all features: what docs/security.md and the page of people tell. */
import { permissions as evidence } from './evidence/permissions.js';
import { permissions as framework } from './framework/permissions.js';
import { permissions as organisation } from './organisation/permissions.js';
import { permissions as plan } from './plan/permissions.js';
import type { Permissions } from './platform/access/permission-table.js';
import { permissions as remark } from './remark/permissions.js';
import { permissions as report } from './report/permissions.js';
import { permissions as review } from './review/permissions.js';

export const permissionsByModule: Readonly<Record<string, Permissions>> = {
  evidence,
  framework,
  organisation,
  plan,
  remark,
  report,
  review,
};

/** All of them by the name of the act. */
export const allPermissions: Permissions = Object.assign({}, ...Object.values(permissionsByModule));
