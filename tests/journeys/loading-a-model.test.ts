/** From a file to a published version, by somebody who has never done it, with JavaScript and without. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Locator } from 'playwright-core';
import type { Framework } from '../../src/framework/framework.js';
import { printed } from '../../src/framework/testing/printed.js';
import { schoolsModel } from '../../src/framework/testing/schools-model.js';
import { setUpCode } from '../../src/organisation/set-up-code.js';
import { openTestApp } from '../support/app.js';
import { assertAccessible } from '../support/axe.js';
import { openChromium, serveTestApp } from '../support/chromium.js';
import { ORDINARY_MORNING } from '../support/clocks.js';

/** The model in words of its own: every level ends with a sentence that no other wording has. */
function published(last: string): Framework {
  return {
    ...schoolsModel,
    themes: schoolsModel.themes.map((theme) => ({
      ...theme,
      statements: theme.statements.map((statement) => ({
        ...statement,
        levels: statement.levels.map((level) => ({
          ...level,
          summary:
            level.summary &&
            `${level.summary} ${statement.id === '2.4' ? last : 'So it is published.'}`,
        })),
      })),
    })),
  };
}

const TITLE = schoolsModel.themes[2]!.statements[0]!.title;
const WHOLE = schoolsModel.themes[1]!.statements[3]!.levels[1]!.summary ?? '';

/** A copy as people have it: a letter of a title is lost, a page cuts a row, and the level of 3.2 cannot be read. */
function document(last: string): Buffer {
  const lines = printed(published(last)).replace(TITLE, TITLE.slice(0, -1)).split('\n');
  const text = lines.flatMap((line) => {
    if (line.startsWith('3.2 ')) return [line.replace('\t\t', '\tThem them\t')];
    if (!line.startsWith('2.4 ')) return [line];
    const cells = line.split('\t');
    const words = cells[2]!.split(' ');
    const half = Math.floor(words.length / 2);
    cells[2] = words.slice(0, half).join(' ');
    return [cells.join('\t'), '', `\t\t${words.slice(half).join(' ')}`];
  });
  return Buffer.from(text.join('\n'));
}

const PICTURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0]);

for (const javaScriptEnabled of [true, false]) {
  // Opened outside: what is opened inside a suite closes with it, while the next one is already waiting for its own.
  const context = await openTestApp({ now: ORDINARY_MORNING });
  const address = await serveTestApp(context);
  const browserContext = await openChromium({ javaScriptEnabled });
  const page = await browserContext.newPage();

  const said = async (place: Locator = page.locator('main')) => (await place.textContent()) ?? '';
  const press = (name: string | RegExp) => page.getByRole('button', { name }).first().click();
  const follow = (name: string | RegExp) => page.getByRole('link', { name }).first().click();
  /** A key where there is script, the button that it stands for where there is none. */
  const answer = async (key: string, button: string) => {
    if (!javaScriptEnabled) return press(button);
    // A key before the script of the page listens goes nowhere.
    await page.locator('.on-keys').waitFor({ state: 'attached' });
    await page.keyboard.press(key);
  };
  const isClean = (where: string) =>
    javaScriptEnabled ? assertAccessible(page, where) : Promise.resolve();
  const at = async (words: RegExp) => {
    await page.getByRole('heading', { level: 1, name: words }).waitFor();
  };

  async function choose(name: string, buffer: Buffer): Promise<void> {
    await page.getByLabel('The document').setInputFiles({ name, mimeType: 'text/plain', buffer });
    await press('Read the document');
  }

  describe(`loading a model ${javaScriptEnabled ? 'with' : 'without'} JavaScript`, () => {
    it('begins at the model, and says what is wrong with a file that cannot be read', async () => {
      await page.goto(`${address}/set-up?code=${await setUpCode(context)}`);
      await page.getByLabel('Name of the school').fill('Otterbridge School');
      await page.getByRole('radio', { name: 'School', exact: true }).check();
      await page.getByLabel('Your name').fill('Maya Okafor');
      await page.getByLabel('Email address').fill('maya.okafor@otterbridge.example');
      await page.getByLabel('Password', { exact: true }).fill('kestrel over the quarry');
      await press('Set up Waymark');
      await page.waitForURL(`${address}/`);
      await follow('Model');
      await follow('Load the published wording from your own copy');
      await at(/^Load a model$/);
      await isClean('loading, nothing begun');
      await choose('model.pdf', PICTURE);
      assert.match(await said(page.getByRole('alert')), /This is a picture/);
      await isClean('loading, refused');
    });

    it('reads the document and leads through gaps and doubts, one by one', async () => {
      await choose('our copy.txt', document('It is counted.'));
      await at(/^32 statements: 126 of 128 descriptors read$/);
      assert.match(await said(), /2 gaps must be filled or marked/);
      await isClean('a draft');
      await follow(/^Look at 3\.2 level 1/);
      await at(/^3\.2 level 1$/);
      assert.match(await said(page.locator('.source')), /Them them/);
      await isClean('a place that is missing');
      await answer('n', 'Mark as not readable');
      await at(/^6\.1 level 1$/);
      if (javaScriptEnabled) await page.keyboard.press('w');
      await page.getByLabel('Words of 6.1 level 1').fill('Learners know that guidance exists.');
      await press('Save these words');
      await at(/^The title of 3\.1$/);
      await isClean('a place in doubt');
    });

    it('keeps what was answered for somebody who leaves and comes back', async () => {
      await page.goto(`${address}/model/imports`);
      await isClean('loading, begun before');
      await page.getByRole('link', { name: 'our copy.txt' }).click();
      await follow(/^Look at the title of 3\.1/);
      await at(/^The title of 3\.1$/);
      await press('Use these words');
      await at(/^32 statements/);
      assert.match(await said(), /has been checked/);
      await isClean('a draft that has been looked at');
    });

    it('shows every line, and reads again with other settings without losing an answer', async () => {
      await follow('Every line and how it was used');
      assert.match(await said(), /Lines joined/);
      await isClean('every line');
      await follow('All text that was read');
      await follow('Read again with other settings');
      await page.getByLabel('Example of a code').fill('Z-9');
      await press('Read the document again');
      assert.match(
        await said(page.getByRole('alert')),
        /No column of this document has codes like that example/,
      );
      await isClean('settings, refused');
      await page.getByLabel('Example of a code').fill('1.1');
      await page.getByLabel('How many levels').selectOption('4');
      await press('Read the document again');
      await at(/^32 statements/);
      assert.match(await said(), /has been checked/);
    });

    it('publishes it, and shows both wordings in the order that a person chooses', async () => {
      await follow('Continue to publish');
      await isClean('publishing');
      await press('Publish this version');
      await at(/^32 statements in 6 themes$/);
      await page.goto(`${address}/model/2.4`);
      const words = await said();
      assert.match(words, /It is counted\./);
      assert.ok(words.replaceAll(/\s+/g, ' ').includes(`${WHOLE} It is counted.`));
      assert.match(words, /Published wording first, then the plain-English edition/);
      await isClean('a statement in both wordings');
      await press('Show the plain-English edition first');
      await page.getByText('Plain-English edition first').waitFor();
      await page.goto(`${address}/model/3.1`);
      assert.match(await said(), new RegExp(TITLE));
      await page.goto(`${address}/model/3.2`);
      assert.match(await said(), /Wording not available/);
    });

    it('begins new reviews with it', async () => {
      await page.goto(`${address}/reviews/new`);
      await press('Start the review');
      await page.getByText('Review started.').waitFor();
      await page.goto(`${page.url().split('?')[0]}/statements/2.4`);
      assert.match(await said(), /It is counted\./);
      await page.getByRole('radio', { name: /Level 2/ }).check();
      await page.getByLabel('Why is this the best fit?').fill('We count.');
      await press(/^Save/);
      await page
        .getByText(/[Ss]aved/)
        .first()
        .waitFor();
    });

    it('tells a new version word by word, and what becomes of old judgements', async () => {
      await page.goto(`${address}/model/imports`);
      await choose('next year.txt', document('It is counted twice.'));
      await at(/^32 statements/);
      await follow(/^Look at/);
      await answer('n', 'Mark as not readable');
      await at(/^6\.1 level 1$/);
      await page.getByLabel('Words of 6.1 level 1').fill('Learners know that guidance exists.');
      await press('Save these words');
      await at(/^The title of 3\.1$/);
      await press('Use these words');
      await follow('Continue to publish');
      assert.equal(await page.getByLabel('Version').inputValue(), '2.0');
      await press('Publish this version');
      await at(/^32 statements in 6 themes$/);
      await follow('Versions of the model');
      await isClean('versions');
      await follow('Compare two versions, word by word');
      await press('Compare the versions');
      await page.getByRole('heading', { name: '1 statement with differences' }).waitFor();
      assert.match(await said(), /31 can be copied, 1 to check/);
      assert.match(await said(page.locator('ins').first()), /twice/);
      await isClean('differences');
    });

    it('leaves the old review its words, and begins the next from what has the same ones', async () => {
      await page.goto(`${address}/reviews`);
      await follow(/Internal leadership review/);
      const old = page.url().split('?')[0];
      await page.goto(`${old}/statements/2.4`);
      const words = await said();
      assert.match(words, /It is counted\./);
      assert.doesNotMatch(words, /twice/);
      await page.goto(`${address}/reviews/new`);
      await page.getByRole('radio', { name: /A copy of/ }).check();
      await press('Start the review');
      await page.getByText('31 statements with the same wording are copied').waitFor();
      await page.goto(`${page.url().split('?')[0]}/statements/2.4`);
      assert.match(await said(), /It is counted twice\./);
      assert.equal(await page.getByRole('radio', { name: /Level 2/ }).isChecked(), false);
      assert.equal(await page.getByLabel('Why is this the best fit?').inputValue(), 'We count.');
    });

    it('lets one write a model by hand: copied, edited, published, taken away as one file', async () => {
      await page.goto(`${address}/model/imports`);
      await page.getByLabel('Title of the new model').fill('Our own model');
      await press('Start draft');
      await at(/Our own model/);
      await isClean('a model written by hand');
      await follow(/^1\.1/);
      await isClean('a statement written by hand');
      await page
        .getByLabel(/^Title/)
        .first()
        .fill('Leading careers together');
      await press(/^Save/);
      assert.match(await said(), /Leading careers together/);
      const draft = page.url().split('/statements')[0]?.split('?')[0];
      await page.goto(`${draft}/publication`);
      await isClean('publishing a model written by hand');
      await press('Publish this version');
      assert.match(await said(page.getByRole('alert')), /levels can be left without words/);
      await page.getByLabel('Leave them without words').check();
      await press('Publish this version');
      await at(/^32 statements in 6 themes$/);
      const of = new URL(page.url()).search.slice(1);
      const file = await page.request.get(`${address}/model/export?format=json&${of}`);
      const { title, themes } = await file.json();
      assert.equal(title, 'Our own model');
      assert.equal(themes[0].statements[0].title, 'Leading careers together');
      const schema = await page.request.get(`${address}/model/schema.json`);
      assert.match((await schema.json()).$schema, /json-schema\.org/);
    });
  });
}
