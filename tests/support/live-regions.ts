/** Hears a page as a screen reader does: what scripts put onto it is said only in a live region, or where the focus is. */
import type { BrowserContext } from 'playwright-core';

/** In a page, from when it stands as the server drew it: tells each text that appears and is not said. */
const OBSERVE = `document.addEventListener('DOMContentLoaded', () => {
  const LIVE = '[role=status], [role=alert], [role=log], [aria-live=polite], [aria-live=assertive]';
  /** Counts and marks beside what one marks oneself: they belong to the criteria, and say nothing new. */
  const LEFT_OUT = '[data-count], [data-said]';
  const isHeard = (node, isNew) => {
    const element = node instanceof Element ? node : node.parentElement;
    const within = isNew ? element?.parentElement : element;
    const focus = document.activeElement;
    return !element || !element.isConnected || element.closest('textarea, script, ' + LEFT_OUT) !== null ||
      within?.closest(LIVE) || element.matches('[role=alert]') ||
      (focus !== document.body && (element.contains(focus) || focus.contains(element)));
  };
  const shown = (node) => (node instanceof HTMLElement ? node.innerText : node.textContent)?.trim() ?? '';
  new MutationObserver((changes) => {
    const appeared = changes.flatMap(({ type, target, addedNodes }) =>
      type === 'childList'
        ? [...addedNodes].map((node) => [node, node instanceof Element])
        : [[target, false]]);
    // The focus may be set right after, or, where the timer comes late, have gone on.
    const silent = appeared.filter(([node, isNew]) => !isHeard(node, isNew));
    setTimeout(() => {
      for (const [node, isNew] of silent)
        if (!node.hidden && shown(node) !== '' && !isHeard(node, isNew)) unheard(shown(node));
    });
  }).observe(document.body, {
    subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: ['hidden'],
  });
});`;

/** Every text from here on that a script shows in these windows and no screen reader says. */
export async function listUnheard(windows: BrowserContext): Promise<string[]> {
  const texts: string[] = [];
  await windows.exposeFunction('unheard', (text: string) => texts.push(text));
  await windows.addInitScript(OBSERVE);
  return texts;
}
