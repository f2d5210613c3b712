import type { Page } from 'playwright-core';

/** Goes to a part of Waymark by the menu, which a phone has behind a button. */
export async function followMenu(page: Page, name: string): Promise<void> {
  const button = page.getByRole('button', { name: 'Menu' });
  if (await button.isVisible()) await button.click();
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name }).click();
}
