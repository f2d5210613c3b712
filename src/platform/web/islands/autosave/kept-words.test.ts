/** Words that a browser keeps: until when, of whom, which step counts, and what a page that is left can still send. */
/// <reference types="node" />
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it, mock } from 'node:test';
import { rootFolder } from '../../../config.js';
import { hashOf, newKey } from './form-fields.js';
import {
  type KeptWords,
  keep,
  letGo,
  letGoOfAll,
  letGoOfOthers,
  listKept,
  send,
  sendKept,
} from './kept-words.js';
import { askBeforeSignOut, ENDING_SESSION } from './sign-out.js';
import { timeOf } from './status.js';

const NOW = Date.parse('2026-11-23T09:00:00Z');
const DAY = 24 * 60 * 60 * 1000;

/** A local storage whose keys are its own properties, as in browsers. */
class Storage {
  setItem(name: string, value: string): void {
    Object.assign(this, { [name]: value });
  }
  getItem(name: string): string | null {
    return (this as unknown as Record<string, string>)[name] ?? null;
  }
  removeItem(name: string): void {
    Reflect.deleteProperty(this, name);
  }
}

const put = (name: string, value: unknown) =>
  Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });

const OWNER = 'maya.otterbridge';
const words = (more: Partial<KeptWords> = {}): KeptWords => ({
  ...{ owner: OWNER, form: '/plan/actions', key: 'one', step: NOW, openedAs: 'x', takes: [] },
  ...{ fields: [['title', 'Words']], url: '/drafts', ...more },
});
const kept = (owner = OWNER) => listKept(owner).map(({ key, step }) => [key, step]);

interface Sent {
  url: string;
  body: URLSearchParams;
  isLeaving: boolean;
}
let sent: Sent[] = [];
let status = 200;

beforeEach(() => {
  mock.timers.enable({ apis: ['Date'], now: NOW });
  sent = [];
  status = 200;
  put('localStorage', new Storage());
  put('fetch', async (url: string, init: RequestInit) => {
    const isLeaving = init.keepalive === true;
    sent.push({ url, body: new URLSearchParams(String(init.body)), isLeaving });
    return new Response('{}', { status });
  });
});
afterEach(() => mock.timers.reset());

describe('kept words', () => {
  it('are listed for their owner and form alone, newest first', () => {
    keep(words({ key: 'old', step: NOW - 2 }));
    keep(words({ key: 'new', step: NOW - 1 }));
    keep(words({ key: 'other form', form: '/evidence' }));
    keep(words({ key: 'other school', owner: 'maya.alder' }));
    put('other', 'nothing of ours');
    assert.deepEqual(
      listKept(OWNER, '/plan/actions').map(({ key }) => key),
      ['new', 'old'],
    );
    assert.deepEqual(kept('maya.alder'), [['other school', NOW]]);
  });

  it('of two windows stand beside each other; of one window the last stand', () => {
    keep(words({ key: 'one', step: NOW }));
    keep(words({ key: 'two', step: NOW + 1 }));
    keep(words({ key: 'one', step: NOW + 2 }));
    assert.deepEqual(kept(), [
      ['one', NOW + 2],
      ['two', NOW + 1],
    ]);
  });

  it('go when the server has them, and stay when more was typed since', () => {
    keep(words({ step: NOW + 1 }));
    letGo(words({ step: NOW }));
    assert.deepEqual(kept(), [['one', NOW + 1]]);
    letGo(words({ step: NOW + 1 }));
    assert.deepEqual(kept(), []);
  });

  it('stay for 14 days, and for one person at work in any of their schools', () => {
    keep(words({ key: 'in time', step: NOW - 14 * DAY }));
    keep(words({ key: 'late', step: NOW - 14 * DAY - 1 }));
    keep(words({ key: 'own', owner: 'maya.alder' }));
    keep(words({ key: 'theirs', owner: 'sam.otterbridge' }));
    letGoOfOthers(OWNER);
    assert.deepEqual(kept(), [['in time', NOW - 14 * DAY]]);
    assert.deepEqual(kept('maya.alder'), [['own', NOW]]);
    assert.deepEqual(kept('sam.otterbridge'), []);
  });

  it('go all when somebody signs out, and nothing else does', () => {
    keep(words());
    keep(words({ owner: 'sam.otterbridge' }));
    localStorage.setItem('another program', 'x');
    letGoOfAll();
    assert.deepEqual(Object.keys(localStorage), ['another program']);
  });

  it('that there is no room for are told', () => {
    put('localStorage', {
      setItem: () => {
        throw new Error('QuotaExceededError');
      },
    });
    assert.equal(keep(words()), false);
  });
});

describe('sending', () => {
  it('says whose words they are, of which form, key and step', async () => {
    await send(words({ takes: ['two/5', 'three/6'] }), { isToSave: true });
    const [{ url, body, isLeaving }] = sent as [Sent];
    assert.deepEqual([url, isLeaving], ['/drafts', false]);
    const names = ['_owner', '_form', '_key', '_step', '_opened', '_save', 'title'];
    assert.deepEqual(
      names.map((name) => body.get(name)),
      [OWNER, '/plan/actions', 'one', String(NOW), 'x', 'yes', 'Words'],
    );
    assert.deepEqual(body.getAll('_takes'), ['two/5', 'three/6']);
  });

  it('leaves to the next page what is too long for one that is left', async () => {
    const room = words({ fields: [['title', '']] });
    await send(room);
    const length = String(sent[0]?.body).length;
    const long = (more: number) =>
      words({ fields: [['title', 'x'.repeat(60_000 - length + more)]] });
    assert.notEqual(await send(long(0), { isLeaving: true }), null);
    assert.equal(await send(long(1), { isLeaving: true }), null);
    assert.notEqual(await send(long(1)), null);
    assert.deepEqual(
      sent.map(({ isLeaving }) => isLeaving),
      [false, true, false],
    );
  });

  it('of what other pages have left lets go of what arrives, and waits for what was just typed', async () => {
    keep(words({ key: 'just now', step: NOW - 4999 }));
    keep(words({ key: 'left', step: NOW - 5000, url: '/reviews/1' }));
    keep(words({ key: 'theirs', owner: 'sam.otterbridge', step: NOW - DAY }));
    assert.equal(await sendKept(OWNER), true);
    assert.deepEqual(
      sent.map(({ url, body }) => [url, body.get('_key')]),
      [['/drafts', 'left']],
    );
    assert.deepEqual(kept(), [['just now', NOW - 4999]]);
    assert.equal(kept('sam.otterbridge').length, 1);
  });

  it('keeps what is refused', async () => {
    keep(words({ step: NOW - DAY }));
    status = 503;
    assert.equal(await sendKept(OWNER), false);
    assert.equal(kept().length, 1);
  });
});

describe('before a session ends', () => {
  it('is asked on every form whose handler ends the one that sent it', () => {
    const folder = join(rootFolder(), 'src');
    const texts = readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.tsx?$/.test(name) && !/\.test\./.test(name))
      .map((name) => readFileSync(join(folder, name), 'utf8'));
    const handlers = texts.flatMap((text) =>
      [...text.matchAll(/^export (?:async )?function (\w+)\(c: Ctx\b.*[\s\S]*?^}/gm)]
        .filter(([body]) => /await end(?:Link)?Session\(c,/.test(body))
        .flatMap(([, name]) => name ?? []),
    );
    const paths = texts.flatMap((text) =>
      [...text.matchAll(/route\('POST', '([^']+)',[^\n]* (\w+)\),$/gm)]
        .filter(([, , handler = '']) => handlers.includes(handler))
        .flatMap(([, path]) => path?.split(':')[0] ?? []),
    );
    const asking = [...ENDING_SESSION.matchAll(/form\[action\^?="([^"]+)"\]/g)].map(
      ([, action]) => action,
    );
    assert.deepEqual(
      handlers.filter((name) => !/Post$/.test(name)).filter((name) => !/^end/.test(name)),
      [],
    );
    assert.deepEqual(paths.sort(), asking.sort());
  });

  it('what is kept is sent, and the form goes on by the button that was pressed', async () => {
    keep(words());
    const heard: ((event: object) => Promise<void>)[] = [];
    const pressed: unknown[] = [];
    const form = {
      addEventListener: (_: string, act: (event: object) => Promise<void>) => heard.push(act),
      requestSubmit: (by: unknown) => pressed.push(by),
    };
    askBeforeSignOut(form as unknown as HTMLFormElement, OWNER);
    let isHeldBack = false;
    await heard[0]?.({ submitter: 'as=link', preventDefault: () => (isHeldBack = true) });
    assert.deepEqual([isHeldBack, sent.length, pressed, kept()], [true, 1, ['as=link'], []]);
  });
});

describe('what names a form', () => {
  it('is another hash for another text', () => {
    assert.equal(hashOf('a form'), hashOf('a form'));
    assert.equal(new Set(['', 'a', 'b', 'ab', 'ba'].map(hashOf)).size, 5);
  });

  it('is a key that is a UUID of version 4, another each time', () => {
    const one = newKey();
    assert.match(one, /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    assert.notEqual(one, newKey());
  });
});

it('the time beside other words is that of London', () => {
  assert.equal(timeOf(Date.parse('2026-05-31T23:30:00Z')), '1 June at 00:30');
  assert.equal(timeOf(Date.parse('2026-11-23T14:02:00Z')), '23 November at 14:02');
});
