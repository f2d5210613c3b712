/** Where Waymark is served, for commands that print a link: they run beside the server and know its port from nowhere else. */
import type { AppContext } from './storage/context.js';
import { changeSetting, findSetting, lockSetting } from './storage/settings.js';
import { installation } from './storage/transaction.js';

const SETTING = 'served-address';

/** Remembers the address of the server that has just started. */
export async function rememberAddress(context: AppContext, address: string): Promise<void> {
  await context.storage.write(installation, async (db) => {
    await lockSetting(db, SETTING);
    await changeSetting(db, SETTING, { address });
  });
}

/** The address that people open: WAYMARK_URL, else where it was served last, else where it would be. */
export async function servedAddress(context: AppContext): Promise<string> {
  const { publicUrl, port } = context.config;
  if (publicUrl) return publicUrl;
  const found = await context.storage.read(installation, (db) => findSetting(db, SETTING));
  return (found as { address?: string } | undefined)?.address ?? `http://localhost:${port}`;
}
