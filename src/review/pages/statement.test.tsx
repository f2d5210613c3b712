import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ORDINARY_MORNING } from '../../../tests/support/clocks.js';
import { addEvidence, setDeleted } from '../../evidence/changes.js';
import { typedItem } from '../../evidence/testing/library.js';
import type { Role } from '../../platform/access/member.js';
import { ownerOf } from '../../platform/drafts/owner.js';
import { agree } from '../changes/agree.js';
import { closeReview } from '../changes/close.js';
import { openSchool } from '../testing/school.js';

const school = await openSchool({ now: ORDINARY_MORNING });
const { context, maya, browser } = school;

const pathOf = (review: string, code = '3.1') => `/reviews/${review}/statements/${code}`;
const say = (review: string, statement: string, input: object, by = maya) =>
  agree(context, by, { review, statement, input, version: null, key: null });

/** The form of a statement as a browser would send it: every field of the page as it stands, then the changes. */
async function formOf(review: string, code: string, changes: Record<string, string | string[]>) {
  const html = await browser.read(pathOf(review, code));
  const fields: Record<string, string | string[]> = {};
  for (const [tag] of html.matchAll(/<input[^>]*type="(?:hidden|radio)"[^>]*>/g)) {
    const [, name = ''] = /name="([^"]*)"/.exec(tag) ?? [];
    const [, value = ''] = /value="([^"]*)"/.exec(tag) ?? [];
    const isSent = tag.includes('type="hidden"') || /\schecked/.test(tag);
    if (isSent) fields[name] = value;
  }
  for (const [, name = '', value = ''] of html.matchAll(
    /<textarea[^>]*name="([^"]*)"[^>]*>([^<]*)<\/textarea>/g,
  )) {
    fields[name] = value;
  }
  return { ...fields, ...changes };
}

const send = async (review: string, changes: Record<string, string | string[]>, code = '3.1') =>
  browser.post(`${pathOf(review, code)}/agreement`, await formOf(review, code, changes));

/** What may not fit together, on the page of a statement. */
const noticesIn = (html: string) =>
  html.split('id="notices"')[1]?.split('data-suggestion')[0] ?? '';

const agreementOf = async (review: string, code = '3.1') =>
  (await school.read(review)).agreements.get(code);

describe('the page of a statement', () => {
  it('shows the question, four descriptors, the two that are no level, and nothing chosen', async () => {
    const html = await browser.read(pathOf(await school.review()));
    assert.match(html, /<h1[^>]*>Do learners know what labour market information is/);
    assert.match(html, /Choose the level that fits best/);
    for (const value of ['1', '2', '3', '4', 'not-yet', 'not-recorded']) {
      assert.match(html, new RegExp(`type="radio" name="level" id="level-${value}"`));
    }
    assert.match(html, /added by Waymark; not part of the official model/);
    assert.doesNotMatch(html, /name="level"[^>]* checked/);
  });

  it('says at 3.2 and 6.1 that the wording of level 1 is missing, and lets it be chosen', async () => {
    const review = await school.review();
    for (const code of ['3.2', '6.1']) {
      assert.match(await browser.read(pathOf(review, code)), /<b>Wording not available\.<\/b>/);
      assert.equal((await send(review, { level: '1', go: 'stay' }, code)).status, 303);
      assert.equal((await agreementOf(review, code))?.rating, 1);
    }
  });

  it('costs two queries, that of the session among them', async () => {
    const review = await school.review();
    await say(review, '3.1', { rating: 3, reason: 'Because' });
    await browser.read(pathOf(review));
    const before = context.storage.queries();
    await browser.read(pathOf(review));
    assert.equal(context.storage.queries() - before, 2);
  });

  it('saves everything it holds and goes to the next statement', async () => {
    const review = await school.review();
    const answer = await send(review, {
      level: '3',
      'mark-3.1.2a': 'met',
      'mark-3.1.3a': 'partly',
      reason: 'Year 10 compare two sectors.\r\nEvery year.',
      strength: 'The sector study',
      'next-step': 'One outcome for each key stage',
      'evidence-title': 'Sector study',
      'evidence-url': 'https://otterbridge.example/study',
      go: 'next',
    });
    assert.equal(answer.status, 303);
    assert.equal(answer.headers.get('location'), pathOf(review, '3.2'));
    const saved = await agreementOf(review);
    assert.deepEqual(saved?.marks, { '3.1.2a': 'met', '3.1.3a': 'partly' });
    assert.equal(saved?.reason, 'Year 10 compare two sectors.\nEvery year.');
    assert.equal(saved?.strength, 'The sector study');
    assert.equal(saved?.nextStep, 'One outcome for each key stage');
    assert.deepEqual(
      (await school.evidence(review)).map(({ title, kind }) => `${title}, ${kind}`),
      ['Sector study, link'],
    );
    assert.match(await browser.read(pathOf(review, '3.2')), /3\.1 is saved\./);
  });

  it('goes from the last statement to the overview', async () => {
    const review = await school.review();
    const answer = await send(review, { level: '2', go: 'next' }, '6.3');
    assert.equal(answer.headers.get('location'), `/reviews/${review}`);
  });

  it('shows what is wrong and keeps everything typed', async () => {
    const review = await school.review();
    const answer = await send(review, {
      level: '2',
      reason: 'Kept <as typed>',
      'mark-3.1.2a': 'met',
      'evidence-title': 'A link',
      'evidence-url': 'not an address',
      go: 'stay',
    });
    const html = await answer.text();
    assert.equal(answer.status, 422);
    assert.match(html, /<a href="#evidence-url">Enter a web address like/);
    assert.match(html, /Kept &lt;as typed&gt;/);
    assert.match(html, /id="level-2" value="2" checked/);
    assert.match(html, /name="mark-3\.1\.2a" value="met" checked/);
    assert.match(html, /value="not an address"/);
    assert.equal(await agreementOf(review), undefined);
  });

  it('says at the levels when one is chosen that there is not', async () => {
    const review = await school.review();
    const answer = await send(review, { level: '9', reason: 'Kept', go: 'stay' });
    const html = await answer.text();
    assert.equal(answer.status, 422);
    assert.match(html, /<fieldset class="choices" id="level" aria-describedby="level-error">/);
    assert.match(html, /id="level-error">\s*<span class="govuk-visually-hidden">Error:<\/span> \w/);
    assert.match(html, /<a href="#level">/);
    assert.doesNotMatch(await browser.read(pathOf(review)), /level-error/);
  });

  it('removes evidence by its button and cites what the school has, and goes back to the evidence', async () => {
    const review = await school.review();
    const added = await send(review, { 'evidence-title': 'Learning journey', go: 'evidence' });
    assert.equal(added.headers.get('location'), `${pathOf(review)}#evidence`);
    const [journey] = await school.evidence(review);
    await send(review, { cited: journey?.id ?? '', go: 'stay' }, '2.1');
    const statements = async () =>
      (await school.evidence(review)).map(({ statement }) => statement).sort();
    assert.deepEqual(await statements(), ['2.1', '3.1']);
    assert.match(await browser.read(pathOf(review, '2.2')), /also linked to 2\.1 and 3\.1/);
    await send(review, { go: 'stay' });
    assert.deepEqual(await statements(), ['2.1', '3.1']);
    const removed = await send(review, { unlink: journey?.id ?? '' });
    assert.equal(removed.headers.get('location'), `${pathOf(review)}#evidence`);
    assert.deepEqual(await statements(), ['2.1']);
  });

  it('completes an address that was typed without https://', async () => {
    const review = await school.review();
    await send(review, {
      'evidence-title': 'Our page',
      'evidence-url': 'school.example/careers',
      go: 'evidence',
    });
    assert.equal((await school.evidence(review))[0]?.url, 'https://school.example/careers');
  });

  it('marks what stands word for word at two levels once', async () => {
    const review = await school.review();
    const html = await browser.read(pathOf(review, '2.4'));
    assert.doesNotMatch(html, /name="mark-2\.4\.3a"/);
    assert.match(
      html,
      /data-said="2\.4\.2a">Not marked<\/b>[\s\S]{0,80}Same at level 2: marked once/,
    );
    await send(review, { 'mark-2.4.2a': 'met', go: 'stay' }, '2.4');
    const met = { '2.4.2a': 'met', '2.4.3a': 'met' };
    assert.deepEqual((await agreementOf(review, '2.4'))?.marks, met);
    await send(review, { 'mark-2.4.2a': '', go: 'stay' }, '2.4');
    assert.deepEqual((await agreementOf(review, '2.4'))?.marks, {});
  });

  it('marks every criterion of a level as met by one button, and goes back to them', async () => {
    const review = await school.review();
    const answer = await send(review, { reason: 'Typed too', go: 'met-3' }, '2.4');
    assert.equal(answer.headers.get('location'), `${pathOf(review, '2.4')}#at-3`);
    const saved = await agreementOf(review, '2.4');
    const ids = Object.keys(saved?.marks ?? {});
    assert.deepEqual(new Set(Object.values(saved?.marks ?? {})), new Set(['met']));
    assert.deepEqual(ids, ['2.4.2a', ...[...'abcdef'].map((letter) => `2.4.3${letter}`)]);
    assert.equal(saved?.reason, 'Typed too');
  });

  it('leaves open what had a level, and keeps that choice when the form is refused', async () => {
    const review = await school.review();
    await say(review, '3.1', { rating: 3 });
    const wrong = { level: 'not-recorded', 'evidence-title': 'x', 'evidence-url': 'no address' };
    const refused = await (await send(review, { ...wrong, go: 'stay' })).text();
    assert.match(refused, /value="not-recorded" checked/);
    await send(review, { level: 'not-recorded', go: 'stay' });
    assert.equal((await agreementOf(review))?.rating, null);
  });

  it('folds the criteria, names each group by its level, and begins with a button that saves', async () => {
    const html = await browser.read(pathOf(await school.review(), '2.4'));
    assert.equal(html.match(/<details class="crits"/g)?.length, 4);
    assert.doesNotMatch(html, /<details class="crits"[^>]* open/);
    const groups = [...html.matchAll(/role="radiogroup" aria-labelledby="([^"]*)"/g)];
    assert.ok(groups.length > 10);
    for (const [, ids = ''] of groups) {
      const [level = '', words = ''] = ids.split(' ');
      assert.match(level, /^at-\d$/);
      for (const id of [level, words]) assert.ok(html.includes(` id="${id}"`), id);
      assert.equal(words.split('.')[2]?.[0], level.at(-1));
    }
    const form = html.slice(html.lastIndexOf('<form', html.indexOf(' id="agreement"')));
    assert.match(form, /^[^<]*<form[^>]* id="agreement"/);
    assert.match(/<button[^>]*>/.exec(form)?.[0] ?? '', / name="go" value="next" hidden/);
  });
});

describe('what the page explains', () => {
  it('says which level the criteria suggest, and that people decide; nothing while there is no suggestion', async () => {
    const review = await school.review();
    const marks = Object.fromEntries(['a', 'b', 'c', 'd'].map((l) => [`3.1.2${l}`, 'met']));
    await say(review, '3.1', { rating: 3, marks });
    const html = await browser.read(pathOf(review));
    assert.match(html, /<p class="suggests" data-suggestion="[^"]*">/);
    assert.match(html, /<b data-level-words="[^"]*">level 2<\/b>/);
    assert.match(html, /You decide\./);
    assert.match(html, /4 of 4 criteria met/);
    const silent = await browser.read(pathOf(review, '3.2'));
    assert.match(silent, /<p class="suggests" data-suggestion="[^"]*" hidden/);
  });

  it('says on both statements what may not fit together, and keeps both with a reason', async () => {
    const review = await school.review();
    await say(review, '2.1', { rating: 1 });
    await say(review, '3.1', { rating: 3 });
    const leaning = await browser.read(pathOf(review, '3.1'));
    assert.match(leaning, /<b>Possible inconsistency\.<\/b>/);
    assert.match(noticesIn(leaning), /href="[^"]*\/statements\/2\.1"/);
    const lower = noticesIn(await browser.read(pathOf(review, '2.1')));
    assert.match(lower, /3\.1 at level 3<\/a> normally needs level 3 here\./);
    assert.doesNotMatch(lower, /name="keep-/);
    const [, field = ''] = /name="(keep-3\.1[^"]*2\.1[^"]*)"/.exec(leaning) ?? [];
    await send(review, { [field.replace('&gt;', '>')]: 'A new scheme began in May', go: 'stay' });
    assert.match(
      await browser.read(pathOf(review, '2.1')),
      /<b>Kept:<\/b> A new scheme began in May/,
    );
    assert.match(await browser.read(`/reviews/${review}?show=contradiction`), /2\.1 is at level 1/);
  });

  it('names each statement that may not fit, and shows a reason to whoever reads', async () => {
    const review = await school.review();
    for (const code of ['2.1', '2.2', '1.3', '1.4']) await say(review, code, { rating: 1 });
    await say(review, '3.1', { rating: 4 });
    await say(review, '3.2', { rating: 3 });
    const html = await browser.read(pathOf(review));
    assert.equal(html.match(/Keep both levels and explain why/g)?.length, 4);
    const higher = async (code: string) =>
      (await browser.read(pathOf(review, code))).match(/normally needs level \d here/g)?.length;
    assert.deepEqual([await higher('2.1'), await higher('1.3')], [2, 1]);
    const field = 'keep-3.1@3>2.1@3';
    await send(review, { [field]: 'A new scheme', go: 'stay' });
    const kept = await browser.read(pathOf(review));
    assert.match(kept, /<details open[^>]*>\s*<summary>Both levels are kept<\/summary>/);
    assert.equal(kept.match(/Keep both levels and explain why/g)?.length, 3);
    assert.equal(kept.match(/<b>Kept:<\/b>/g), null);
    await school.as(maya, 'viewer');
    const read = await browser.read(pathOf(review));
    await school.as(maya, 'careers leader');
    assert.equal(read.match(/<b>Kept:<\/b> A new scheme/g)?.length, 1);
    assert.doesNotMatch(read, /Keep both/);
  });

  it('shows last year’s level only once this year’s has been chosen', async () => {
    const before = await school.review(null, 2019);
    await say(before, '3.1', { rating: 4, reason: 'Then' });
    await closeReview(context, maya, before, { signedOffAs: 'Jo', gapsReason: 'x' }, { key: null });
    const review = await school.review(null, 2020);
    assert.doesNotMatch(await browser.read(pathOf(review)), /2019\/20/);
    assert.doesNotMatch(await browser.read(`/reviews/${review}`), /2019\/20/);
    await say(review, '3.1', { rating: 2 });
    const html = await browser.read(pathOf(review));
    assert.match(html, /2019\/20:[\s\S]{0,200}<span class="vh">Level <\/span>4/);
    await say(review, '3.2', { rating: 2 });
    assert.match(await browser.read(pathOf(review, '3.2')), /2019\/20: not recorded/);
  });

  it('says of an answer taken over that it is to be confirmed', async () => {
    const before = await school.review(null, 2018);
    await say(before, '3.1', { rating: 2, reason: 'As before' });
    const review = await school.review(before, 2019);
    assert.match(
      await browser.read(pathOf(review)),
      /Copied from Internal leadership review 2018\/19\./,
    );
    await school.as(maya, 'viewer');
    const read = await browser.read(pathOf(review));
    await school.as(maya, 'careers leader');
    assert.match(read, /as the best fit in an earlier review, and is not confirmed yet\./);
    assert.match(
      await browser.read(pathOf(review)),
      /<button[^>]*value="next"[^>]*>\s*Confirm level 2/,
    );
    await send(review, { go: 'next' });
    const saved = await agreementOf(review);
    assert.deepEqual([saved?.rating, saved?.isCarried], [2, false]);
    assert.doesNotMatch(await browser.read(pathOf(review)), /Copied from|Confirm level/);
  });
});

describe('levels that were copied', () => {
  it('are confirmed several at once, each as it was seen', async () => {
    const before = await school.review(null, 2015);
    for (const code of ['1.1', '1.2', '1.3']) await say(before, code, { rating: 2 });
    const review = await school.review(before, 2016);
    assert.match(
      await browser.read(pathOf(review, '1.1')),
      /href="[^"]*\/confirm">Confirm several/,
    );
    const path = `/reviews/${review}/confirm`;
    const html = await browser.read(path);
    const values = [...html.matchAll(/name="confirm" value="([^"]*)"/g)].map(
      ([, each = '']) => each,
    );
    assert.equal(values.length, 3);
    assert.doesNotMatch(html, /name="confirm"[^>]* checked/);
    const nothing = await browser.post(path, { _key: context.id() });
    assert.equal(nothing.status, 422);
    assert.match(await nothing.text(), /href="#confirm">Choose at least one level/);
    await say(review, '1.2', { reason: 'Changed meanwhile' });
    await browser.post(path, { _key: context.id(), confirm: values.slice(0, 2) });
    const twice = await browser.post(path, { _key: context.id(), confirm: values.slice(0, 2) });
    assert.match(
      await browser.read(twice.headers.get('location') ?? ''),
      />2 levels had been changed or confirmed already\.</,
    );
    const carried = async () =>
      [...(await school.read(review)).agreements.values()]
        .filter(({ isCarried }) => isCarried)
        .map(({ statement }) => statement);
    assert.deepEqual((await carried()).sort(), ['1.2', '1.3']);
    const again = await browser.read(path);
    assert.doesNotMatch(again, /value="1\.1@/);
    assert.match(again, /Changed meanwhile/);
  });

  it('are confirmed by those alone who set levels', async () => {
    const review = await school.review();
    await school.as(maya, 'contributor');
    const answers = [
      await browser.get(`/reviews/${review}/confirm`),
      await browser.post(`/reviews/${review}/confirm`, { confirm: '1.1@1' }),
    ];
    await school.as(maya, 'careers leader');
    assert.deepEqual(
      answers.map(({ status }) => status),
      [403, 403],
    );
  });
});

describe('what the plan has for a statement', () => {
  const planFrom = (html: string) => html.split('id="actions"')[1]?.split('id="evidence"')[0] ?? '';

  it('is shown, and the next step goes into it with an owner and a due date', async () => {
    const review = await school.review();
    const step = {
      level: '3',
      'next-step': 'Ask leavers in spring',
      'step-owner': maya.person.id,
      'step-due': '2100-03-01',
    };
    const wrong = await send(review, { ...step, 'step-due': 'soon', go: 'plan' }, '2.4');
    assert.equal(wrong.status, 422);
    const refused = await wrong.text();
    assert.match(refused, /<a href="#step-due">Enter the due date like/);
    assert.match(refused, /Ask leavers in spring/);
    assert.equal(await agreementOf(review, '2.4'), undefined);
    const added = await send(review, { ...step, go: 'plan' }, '2.4');
    assert.equal(added.headers.get('location'), `${pathOf(review, '2.4')}#actions`);
    assert.equal((await agreementOf(review, '2.4'))?.nextStep, 'Ask leavers in spring');
    const shown = planFrom(await browser.read(pathOf(review, '2.4')));
    assert.match(shown, /<a href="\/plan\/actions\/[^"]*">Ask leavers in spring<\/a>/);
    assert.match(shown, /Maya Okafor, due 1 March 2100\s*, aims for level 4/);
    assert.doesNotMatch(shown, /Overdue/);
    await send(review, { ...step, go: 'plan' }, '2.4');
    const again = planFrom(await browser.read(pathOf(review, '2.4')));
    assert.equal(again.match(/\/plan\/actions\//g)?.length, 1);
    assert.equal(planFrom(await browser.read(pathOf(review, '2.5'))).match(/actions\//), null);
    await context.superuser.query("UPDATE actions SET due_on = '2001-01-01'");
    assert.match(planFrom(await browser.read(pathOf(review, '2.4'))), /Overdue/);
    await school.as(maya, 'viewer');
    const read = await browser.read(pathOf(review, '2.4'));
    await school.as(maya, 'careers leader');
    assert.match(planFrom(read), /Ask leavers in spring/);
    assert.doesNotMatch(read, /step-owner/);
  });

  it('keeps what was saved where the step cannot be planned', async () => {
    const review = await school.review();
    const answer = await send(review, { reason: 'No level yet', go: 'plan' }, '2.6');
    assert.equal(answer.status, 422);
    const html = await answer.text();
    assert.equal((await agreementOf(review, '2.6'))?.reason, 'No level yet');
    assert.match(html, /name="_version" value="1"/);
  });
});

describe('two people at one statement', () => {
  it('the second sees both texts, and brings them together', async () => {
    const review = await school.review();
    const mine = await formOf(review, '3.1', { level: '2', reason: 'Mine', go: 'next' });
    const sam = await school.colleague('Sam Reid', 'careers leader');
    await say(review, '3.1', { reason: 'Theirs', rating: 3 }, sam);
    const answer = await browser.post(`${pathOf(review)}/agreement`, mine);
    const html = await answer.text();
    assert.equal(answer.status, 409);
    assert.match(html, /Sam Reid changed this at 09:00 while you were writing/);
    assert.match(html, />Theirs</);
    assert.match(html, />Mine</);
    assert.equal((await agreementOf(review))?.reason, 'Theirs');
    const chosen = {
      ...mine,
      _version: '1',
      _key: context.id(),
      _asked: ['level', 'reason'],
      'choose-level': 'theirs',
      'choose-reason': 'together',
      'together-reason': 'Theirs, and mine',
    };
    await browser.post(`${pathOf(review)}/agreement`, chosen);
    const saved = await agreementOf(review);
    assert.deepEqual([saved?.rating, saved?.reason], [3, 'Theirs, and mine']);
  });

  it('has to choose', async () => {
    const review = await school.review();
    const mine = await formOf(review, '3.1', { reason: 'Mine', _asked: 'reason', go: 'stay' });
    const answer = await browser.post(`${pathOf(review)}/agreement`, mine);
    assert.match(await answer.text(), /href="#choose-reason">Choose which to keep/);
    assert.equal(await agreementOf(review), undefined);
  });
});

describe('saving as one types', () => {
  let step = 0;
  /** What the script sends; `_save` is said when the page is left. */
  const draft = (review: string, fields: Record<string, string>, key = context.id()) => {
    step += 1;
    return context.app.request(`http://localhost${pathOf(review)}/agreement`, {
      method: 'POST',
      body: new URLSearchParams({
        _owner: ownerOf(maya.person.id, maya.organisation.id),
        _form: `${pathOf(review)}/agreement`,
        _key: key,
        _step: String(step),
        ...fields,
      }),
      headers: {
        Accept: 'application/json',
        Cookie: [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
        'Sec-Fetch-Site': 'same-origin',
        Host: 'localhost',
      },
    });
  };
  const drafts = async (key: string) => {
    const { rows } = await context.superuser.query('SELECT fields FROM drafts WHERE key = $1', [
      key,
    ]);
    return rows.map(({ fields }) => fields && Object.fromEntries(fields));
  };

  it('writes a draft alone, and saves it when the page is left', async () => {
    const review = await school.review();
    const key = context.id();
    const first = await draft(review, { _version: '0', reason: 'Half' }, key);
    assert.deepEqual(Object.keys((await first.json()) as object).sort(), [
      'isSpent',
      'notices',
      'saved',
    ]);
    assert.equal(await agreementOf(review), undefined);
    assert.deepEqual(await drafts(key), [{ _version: '0', reason: 'Half' }]);
    await draft(review, { _version: '0', reason: 'Half a sentence', _save: 'yes' }, key);
    assert.equal((await agreementOf(review))?.reason, 'Half a sentence');
    assert.deepEqual(await drafts(key), [null]);
  });

  it('keeps as a draft what cannot be saved, and says why', async () => {
    const review = await school.review();
    await say(review, '3.1', { reason: 'Theirs' });
    const key = context.id();
    const fields = { _version: '0', reason: 'Mine', _save: 'yes' };
    const body = (await (await draft(review, fields, key)).json()) as { note: string };
    assert.match(body.note, /^You changed statement 3\.1/);
    assert.deepEqual(await drafts(key), [{ _version: '0', reason: 'Mine' }]);
    assert.equal((await agreementOf(review))?.reason, 'Theirs');
  });

  it('takes nothing that arrives late, neither after something newer nor after Save', async () => {
    const review = await school.review();
    const [older, newer] = [context.id(), context.id()];
    await draft(review, { reason: 'Newer', _step: '9' }, older);
    await draft(review, { reason: 'Older', _step: '8' }, older);
    assert.deepEqual(await drafts(older), [{ reason: 'Newer' }]);
    await browser.post(`${pathOf(review)}/agreement`, {
      _key: newer,
      _version: '0',
      reason: 'Saved',
    });
    const late = (await (await draft(review, { reason: 'Late' }, newer)).json()) as object;
    assert.deepEqual({ ...late, saved: '' }, { saved: '', isSpent: true });
    assert.deepEqual(await drafts(newer), []);
  });

  it('refuses a draft that it cannot place', async () => {
    const review = await school.review();
    const answer = await draft(review, { reason: 'Mine' }, 'no key');
    const body = (await answer.json()) as { code: string };
    assert.deepEqual([answer.status, body.code], [422, 'draft.unreadable']);
  });

  it('refuses what comes from the page of somebody else', async () => {
    const review = await school.review();
    const answer = await draft(review, { reason: 'Mine', _owner: `${context.id()}.x` });
    const body = (await answer.json()) as { code: string };
    assert.deepEqual([answer.status, body.code], [403, 'draft.other-person']);
  });

  it('gives the version to go on with, adds no evidence, and keeps it in the draft', async () => {
    const review = await school.review();
    const key = context.id();
    const answer = await draft(
      review,
      { _version: '0', reason: 'Half a sen', 'evidence-title': 'Half a ti', _save: 'yes' },
      key,
    );
    const rest = { _version: '1', reason: 'Half a sen', 'evidence-title': 'Half a ti' };
    assert.deepEqual(await drafts(key), [rest]);
    const body = (await answer.json()) as { version: number; saved: string; notices: string };
    assert.deepEqual([body.version, body.saved], [1, 'Saved at 09:00.']);
    assert.match(body.notices, /id="notices"/);
    assert.equal((await school.evidence(review)).length, 0);
    assert.equal((await agreementOf(review))?.reason, 'Half a sen');
  });

  it('leaves a carried answer to be confirmed while the level is not touched', async () => {
    const before = await school.review(null, 2017);
    await say(before, '3.1', { rating: 2 });
    const review = await school.review(before, 2018);
    await draft(review, { _version: '1', reason: 'New words', _save: 'yes' });
    const saved = await agreementOf(review);
    assert.deepEqual([saved?.rating, saved?.isCarried, saved?.reason], [2, true, 'New words']);
  });

  it('says in JSON when somebody else was faster', async () => {
    const review = await school.review();
    const sam = await school.colleague('Sam Reid', 'careers leader');
    await say(review, '3.1', { reason: 'Theirs' }, sam);
    const answer = await draft(review, { _version: '0', reason: 'Mine', _save: 'yes' });
    const body = (await answer.json()) as { note: string; saved: string };
    assert.match(body.note, /^Sam Reid changed statement 3\.1/);
    assert.match(body.saved, /^Draft saved at/);
  });
});

describe('who sees what', () => {
  const inRole = async (role: Role, work: () => Promise<void>) => {
    await school.as(maya, role);
    await work().finally(() => school.as(maya, 'careers leader'));
  };

  for (const role of ['governor', 'adviser', 'viewer'] as const) {
    it(`a ${role} reads and cannot judge`, async () => {
      const review = await school.review();
      await say(review, '3.1', { rating: 3, reason: 'A reason to read' });
      await inRole(role, async () => {
        const html = await browser.read(pathOf(review));
        assert.match(html, /A reason to read/);
        assert.match(html, /Level 3 was agreed as the best fit/);
        assert.doesNotMatch(html, /name="(reason|strength|next-step)"|type="radio"|agreement\./);
        // A governor asks and an adviser comments; a viewer has nothing to fill in.
        assert.equal(html.match(/<textarea/g)?.length ?? 0, role === 'viewer' ? 0 : 1);
        const answer = await browser.post(`${pathOf(review)}/agreement`, { level: '1' });
        assert.equal(answer.status, 403);
      });
    });
  }

  it('a contributor reads the level, is told who sets it, and cites evidence', async () => {
    const review = await school.review();
    await say(review, '3.1', { rating: 3, reason: 'A reason to read' });
    await inRole('contributor', async () => {
      const html = await browser.read(pathOf(review));
      assert.match(html, /A careers leader sets the agreed level, or someone they/);
      assert.match(html, /Level 3 was agreed as the best fit/);
      assert.doesNotMatch(html, /name="(reason|strength|next-step)"|type="radio"/);
      const cite = { 'evidence-title': 'Careers week', go: 'cited' };
      const answer = await browser.post(`${pathOf(review)}/agreement`, cite);
      assert.equal(answer.status, 303);
      assert.match(await browser.read(pathOf(review)), /Careers week/);
      const [cited] = await school.evidence(review);
      const taken = { unlink: cited?.id ?? '' };
      await browser.post(`${pathOf(review)}/agreement`, taken);
      assert.deepEqual(await school.evidence(review), []);
      const level = await browser.post(`${pathOf(review)}/agreement`, { level: '1', go: 'stay' });
      assert.equal(level.status, 403);
      assert.match(await level.text(), /A careers leader sets the agreed level/);
      assert.equal((await agreementOf(review))?.rating, 3);
      for (const nothing of [{}, { go: 'cited' }]) {
        assert.equal((await browser.post(`${pathOf(review)}/agreement`, nothing)).status, 303);
        const html = await browser.read(pathOf(review));
        assert.match(html, /There was nothing new to save in 3\.1\./);
        assert.doesNotMatch(html, / is saved\./);
      }
    });
  });

  it('a contributor who is named for the review sets the level, and does not close it', async () => {
    const review = await school.review();
    await inRole('contributor', async () => {
      await context.superuser.query(
        `INSERT INTO level_setters (organisation_id, review_id, person_id, named_at)
         VALUES ($1, $2, $3, now())`,
        [maya.organisation.id, review, maya.person.id],
      );
      assert.equal((await send(review, { level: '2', go: 'stay' })).status, 303);
      assert.doesNotMatch(await browser.read(`/reviews/${review}`), /\/close"/);
    });
  });

  it('a closed review is read by everybody, and refuses a late form with the words kept', async () => {
    const review = await school.review();
    const late = await formOf(review, '3.1', { level: '2', reason: 'Too late', go: 'stay' });
    await closeReview(
      context,
      maya,
      review,
      { signedOffAs: 'Jo Whitaker', gapsReason: 'A short year' },
      { key: null },
    );
    const html = await browser.read(pathOf(review));
    assert.match(html, /signed off by Jo Whitaker/);
    assert.doesNotMatch(html, /<textarea/);
    const answer = await browser.post(`${pathOf(review)}/agreement`, late);
    assert.equal(answer.status, 409);
    const refused = await answer.text();
    assert.match(refused, /This review is closed/);
    assert.match(refused, /Too late/);
  });

  it('there is no such review in another school, nor such a statement', async () => {
    const review = await school.review();
    assert.equal((await browser.get(`/reviews/${context.id()}/statements/3.1`)).status, 404);
    assert.equal((await browser.get('/reviews/nothing/statements/3.1')).status, 404);
    assert.equal((await browser.get(pathOf(review, '9.9'))).status, 404);
  });
});

describe('one piece of evidence on many statements', async () => {
  const add = async (title: string) =>
    (await addEvidence(context, maya, { input: typedItem({ title }), upload: null }, { key: null }))
      .id;
  const citationsOf = async (review: string) =>
    (await school.evidence(review)).map(({ statement }) => statement).sort();

  it('is cited by ticks, and only what was ticked or unticked changes', async () => {
    const review = await school.review(null, 2040);
    const id = await add('Tutor notes');
    const path = `/evidence/${id}/citations`;
    const page = () => browser.read(`${path}?review=${review}`);
    const saved = async (fields: Record<string, string | string[]>) => {
      const answer = await browser.post(path, { review, ...fields, _key: context.id() });
      return browser.read(answer.headers.get('location') ?? '');
    };
    const blank = await page();
    assert.match(blank, /In <b>Internal leadership review<\/b>, 2040\/41\./);
    assert.doesNotMatch(blank, / checked|<details open|seen-/);
    assert.match(blank, /<summary>Choose criteria of 3\.1<\/summary>/);
    assert.match(await saved({ statement: ['3.1'] }), /1 statement cites it now\./);
    // Somebody else cites it meanwhile: the form that was opened before does not take that back.
    await saved({ 'seen-statement': ['3.1'], statement: ['3.1', '2.1'] });
    const named = {
      'seen-statement': ['3.1'],
      statement: ['3.1'],
      criterion: ['3.1.2a', '3.1.3a'],
    };
    assert.match(await saved(named), /2 statements cite it now\./);
    const html = await page();
    assert.match(html, /<details open[^>]*>\s*<summary>2 criteria of 3\.1 chosen<\/summary>/);
    assert.equal(html.match(/<details open/g)?.length, 1);
    assert.deepEqual(
      [...html.matchAll(/name="seen-(\w+)" value="([\d.a-z]+)"/g)].map(([, what, code]) => [
        what,
        code,
      ]),
      [
        ['statement', '2.1'],
        ['statement', '3.1'],
        ['criterion', '3.1.2a'],
        ['criterion', '3.1.3a'],
      ],
    );
    const seen = { 'seen-statement': ['2.1', '3.1'], 'seen-criterion': ['3.1.2a', '3.1.3a'] };
    await saved({ ...seen, statement: ['2.1', '3.1'], criterion: ['3.1.3a'] });
    assert.match(await page(), /<summary>1 criterion of 3\.1 chosen<\/summary>/);
    await saved({ 'seen-statement': ['2.1', '3.1'], statement: ['2.1'] });
    assert.deepEqual(await citationsOf(review), ['2.1']);
    const wrong = await browser.post(path, { review, statement: '9.9', _key: context.id() });
    assert.equal(wrong.status, 404);
  });

  it('is cited in a review that is open, and nowhere when none is', async () => {
    const id = await add('Leaver survey');
    const path = `/evidence/${id}/citations`;
    const { rows } = await context.superuser.query(
      'UPDATE reviews SET closed_at = now() WHERE closed_at IS NULL RETURNING id',
    );
    const none = await browser.get(path);
    assert.equal(none.status, 200);
    const html = await none.text();
    assert.match(html, /No review is open\. <a href="\/reviews">Go to reviews<\/a> to start one\./);
    assert.doesNotMatch(html, /<form[^>]*citations|Save links/);
    await context.superuser.query('UPDATE reviews SET closed_at = NULL WHERE id = ANY ($1)', [
      rows.map((row: { id: string }) => row.id),
    ]);
    assert.match(await browser.read(path), /Save links/);
    await setDeleted(context, maya, { id, isDeleted: true }, { key: null });
    assert.equal((await browser.get(path)).status, 404);
  });
});
