/** The tables of permissions of all modules: what docs/security.md and the page of people tell. */
import { permissions as evidence } from './evidence/permissions.js';
import { permissions as framework } from './framework/permissions.js';
import { permissions as organisation, type Permissions } from './organisation/permissions.js';
import { permissions as plan } from './plan/permissions.js';
import { permissions as remark } from './remark/permissions.js';
import { permissions as review } from './review/permissions.js';

export const permissionsByModule: Readonly<Record<string, Permissions>> = {
  evidence,
  framework,
  organisation,
  plan,
  remark,
  review,
};

/** All of them by the name of the act; the plan's own names begin with "plan.". */
export const allPermissions: Permissions = {
  ...organisation,
  ...framework,
  ...evidence,
  ...remark,
  ...review,
  ...Object.fromEntries(Object.entries(plan).map(([act, rule]) => [`plan.${act}`, rule])),
};
