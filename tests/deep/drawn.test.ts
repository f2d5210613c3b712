/**
 * What is really drawn: the edges of controls in light and dark colours; and in high contrast, as on Windows (forced
 * colours), every word and mark, with the focus on it too.
 */
import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { DEMO_PASSWORD } from '../../src/demo/make.js';
import { openTestDemo } from '../support/app.js';
import { openChromium, serveTestApp } from '../support/chromium.js';
import { ORDINARY_MORNING } from '../support/clocks.js';
import { crawl, fewestWithAll } from '../support/crawl.js';
import { unreadable } from '../support/drawn.js';
import { faintEdges } from '../support/edges.js';
import { SCHEMES } from '../support/runs.js';
import { WALK_MS } from '../support/views.js';
import { newVisitor } from '../support/visitor.js';

const {
  context,
  schools: [otterbridge],
} = await openTestDemo({ now: ORDINARY_MORNING });
const address = await serveTestApp(context);
const email = otterbridge?.people.maya?.email ?? '';
const visitor = newVisitor(context);
await visitor.post('/sign-in', { email, password: DEMO_PASSWORD });

const pages = fewestWithAll(await crawl(visitor));

const windows = await openChromium({ reducedMotion: 'reduce' });
const [page, reader] = [await windows.newPage(), await windows.newPage()];

const edges = { kinds: new Set<string>(), faults: [] as string[] };
const focused = { kinds: new Set<string>(), faults: [] as string[] };

before(
  async () => {
    await page.goto(`${address}/sign-in`);
    await page.getByLabel('Email address').fill(email);
    await page.getByLabel('Password', { exact: true }).fill(DEMO_PASSWORD);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.waitForURL(`${address}/`);
    for (const { kind, path } of pages) {
      const named = (fault: string) => `${kind}: ${fault}`;
      await page.emulateMedia({ forcedColors: 'none' });
      await page.goto(address + path);
      edges.faults.push(...(await faintEdges(page, reader, edges.kinds, SCHEMES)).map(named));
      await page.emulateMedia({ forcedColors: 'active' });
      focused.faults.push(...(await unreadable(page, reader, focused.kinds, SCHEMES)).map(named));
    }
  },
  { timeout: WALK_MS },
);

describe(`${SCHEMES.join(' and ')} colours`, () => {
  it('show the edge of every kind of control at 3:1', () => {
    assert.deepEqual(edges.faults, [], edges.faults.join('\n'));
    assert.ok(edges.kinds.size > 60, `only ${edges.kinds.size} kinds of control`);
  });
});

describe('the picture of links between statements', () => {
  it('has targets of 24 px and letters of 12 px at 320 px, and scrolls within the page', async () => {
    await page.emulateMedia({ forcedColors: 'none', colorScheme: 'light' });
    await page.setViewportSize({ width: 320, height: 640 });
    for (const path of ['/insight/links', '/model/links?statement=1.1']) {
      await page.goto(address + path);
      const drawn = await page.evaluate<{ least: number; letters: number; wide: number }>(`({
        least: Math.min(...[...document.querySelectorAll('.ring .node')].flatMap((node) => {
          const { width, height } = node.getBoundingClientRect();
          return [width, height];
        })),
        letters: 12 * document.querySelector('.ring').getScreenCTM().a,
        wide: document.documentElement.scrollWidth,
      })`);
      assert.ok(drawn.least >= 24, `${path}: ${drawn.least} px`);
      assert.ok(drawn.letters >= 12, `${path}: ${drawn.letters} px`);
      assert.equal(drawn.wide, 320, path);
    }
    await page.setViewportSize({ width: 1280, height: 900 });
  });
});

describe(`forced colours, ${SCHEMES.join(' and ')}`, () => {
  it('hide no word and no mark, focused or not', () => {
    assert.deepEqual(focused.faults, [], focused.faults.join('\n'));
    assert.ok(focused.kinds.size > 100, `only ${focused.kinds.size} kinds of control`);
  });
});
