/** What every page holds, whatever it is about: title, headers, plain words, no list without an item. */
import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { brotliCompressSync, constants } from 'node:zlib';
import type { Demo } from '../src/demo/demo-types.js';
import { DEMO_PASSWORD, makeDemo } from '../src/demo/make.js';
import { schoolsModel } from '../src/framework/testing/schools-model.js';
import { openTestDemo } from './support/app.js';
import { crawl, type Seen } from './support/crawl.js';
import { pageWords } from './support/page-words.js';
import { newVisitor } from './support/visitor.js';
import { wordsOf } from './support/words.js';

/** A school on its first day, where most lists are empty. */
const newSchool: Demo = {
  organisation: {
    name: 'Alder Carr School',
    kind: 'school',
    urn: '900009',
    type: 'Community school',
    phase: 'Secondary',
    localAuthority: 'Fellside',
    region: 'North West',
  },
  people: {
    nia: { name: 'Nia Probert', role: 'careers leader', title: 'Careers Leader', isOwner: true },
  },
  evidence: {},
  reviews: [],
};

const {
  context,
  schools: [otterbridge],
} = await openTestDemo();
const [empty] = await makeDemo(context, [newSchool]);
const pages: Record<string, Seen[]> = {};
const policies = new Map<string, string>();
const asked: { what: string; queries: number; transactions: number }[] = [];

/** Bar: as many queries a page, the session's one among them; the first and the last of a transaction not. */
const MOST_QUERIES = 6;
/** Who asks, and then the page; that of the account has messages which the installation holds, and reads in its name. */
const mostTransactions = (what: string) => (what.endsWith(' /account') ? 3 : 2);
let transactions = 0;
const said = pageWords(schoolsModel);
const { read, write, queries } = context.storage;
context.storage.read = (...given) => {
  transactions += 1;
  return read(...given);
};
context.storage.write = (...given) => {
  transactions += 1;
  return write(...given);
};

/** Asks for something, and counts what the database is asked meanwhile. */
async function counted<T>(ask: () => Promise<T>) {
  const before = { queries: queries(), transactions };
  const answer = await ask();
  return {
    answer,
    queries: queries() - before.queries,
    transactions: transactions - before.transactions,
  };
}

const isOver = (asked: { what: string; queries: number; transactions: number }) =>
  asked.queries > MOST_QUERIES || asked.transactions > mostTransactions(asked.what);

before(async () => {
  for (const [who, email] of Object.entries({
    'careers leader': otterbridge?.people.maya?.email,
    governor: otterbridge?.people.helen?.email,
    'first day': empty?.people.nia?.email,
    nobody: undefined,
  })) {
    const visitor = newVisitor(context);
    if (email) await visitor.post('/sign-in', { email, password: DEMO_PASSWORD });
    const get = visitor.get;
    visitor.get = async (path) => {
      const what = `${who} ${path}`;
      const { answer, ...first } = await counted(() => get(path));
      if ((answer.headers.get('content-type') ?? '').startsWith('text/html')) {
        // What a version of the model says is read once, by whoever asks first.
        const isFirst = isOver({ what, ...first });
        const { queries, transactions } = isFirst ? await counted(() => get(path)) : first;
        asked.push({ what, queries, transactions });
      }
      policies.set(path, answer.headers.get('content-security-policy') ?? '');
      return answer;
    };
    pages[who] = (await crawl(visitor)).filter(({ html }) => html !== '');
  }
});

/** Bar: Flesch and Kincaid's grade of sentences of four words or more, on a page with a hundred words in such. */
const MOST_GRADE = 8;

const all = () => Object.values(pages).flat();
const where = ({ path, from }: Seen) => `${path} (from ${from})`;

/** What makes another view of a page; anything else narrows one down or orders it. */
const VIEW = ['view', 'show', 'review', 'statement', 'before', 'level'];

/** The address of a view, without what narrows it down. */
function viewOf(path: string): string {
  const { pathname, searchParams } = new URL(path, 'http://localhost');
  return [pathname, ...VIEW.map((name) => searchParams.get(name) ?? '')].join(' ');
}

/** The only policy that a page may have, word by word. */
const PAGE_POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
/** The policy of what people uploaded, and of exports that are shown. */
const FILE_POLICY = "default-src 'none'; sandbox";

/** More than one thing told as one. */
const MANY_AS_ONE =
  /(?<![\d.,/:–-])(?<!\b(?:level|theme|statement|criterion|version|page|part|year|step|stage|benchmark|and) )(?:0|[2-9]|[1-9]\d+) (?:other |more |open |overdue |earlier |next )?(statement|action|item|piece|point|question|comment|review|file|person|theme|pair|link|entry|reply)\b(?! of \d)/i;

/** The most bytes of a first view over the wire, and of script in it. */
const FIRST_VIEW = 40_000;
const SCRIPT = 12_000;
/** The bytes of the headers of one answer. */
const HEADERS = 700;

const asset = new Map<string, number>();

/** The bytes of an asset over the wire, with its headers. */
async function weightOf(path: string): Promise<number> {
  const known = asset.get(path);
  if (known !== undefined) return known;
  const headers = { 'accept-encoding': 'br' };
  const answer = await context.app.request(path, { headers });
  const bytes = (await answer.arrayBuffer()).byteLength + HEADERS;
  asset.set(path, bytes);
  return bytes;
}

/** What a first view of a page weighs: see `compress` in platform/web/headers. */
async function firstView(html: string): Promise<{ all: number; script: number }> {
  const body = Buffer.from(html);
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: 4,
    [constants.BROTLI_PARAM_SIZE_HINT]: body.length,
  };
  let all = brotliCompressSync(body, { params }).length + HEADERS;
  let script = 0;
  const found = [...html.matchAll(/(?:href|src)="(\/assets\/[^"]+)"/g)].map(
    ([, path]) => path ?? '',
  );
  for (const path of new Set(found)) {
    const bytes = await weightOf(path);
    all += bytes;
    if (path.endsWith('.js')) script += bytes;
  }
  return { all, script };
}

describe('every page', () => {
  it('weighs at most 40 kB at first view, 12 kB of it script', async () => {
    const heavy: string[] = [];
    for (const seen of pages['careers leader'] ?? []) {
      const { all, script } = await firstView(seen.html);
      if (all > FIRST_VIEW || script > SCRIPT)
        heavy.push(`${where(seen)}: ${all} bytes, ${script} of script`);
    }
    assert.deepEqual(heavy, [], heavy.join('\n'));
  });

  it('has the whole Content-Security-Policy, word by word', () => {
    const wrong = [...policies].filter(
      ([, policy]) => ![PAGE_POLICY, FILE_POLICY].includes(policy),
    );
    assert.deepEqual(wrong, []);
    for (const { path } of all())
      assert.equal(policies.get(path) ?? PAGE_POLICY, PAGE_POLICY, path);
  });

  it('asks at most six queries, in one transaction after that of the session', () => {
    const over = asked.filter(isOver);
    assert.deepEqual(over, [], over.map((each) => JSON.stringify(each)).join('\n'));
  });

  it('has a title that no other view has', () => {
    for (const [who, seen] of Object.entries(pages)) {
      const byTitle = new Map<string, Seen[]>();
      for (const each of seen) {
        const title = /<title>([^<]*)/.exec(each.html)?.[1] ?? '';
        const same = byTitle.get(title) ?? [];
        if (same.some(({ path }) => viewOf(path) === viewOf(each.path))) continue;
        byTitle.set(title, [...same, each]);
      }
      const shared = [...byTitle]
        .filter(([, same]) => new Set(same.map(({ html }) => wordsOf(html))).size > 1)
        .map(
          ([title, same]) => `${who}: “${title}” is ${same.map(({ path }) => path).join(' and ')}`,
        );
      assert.deepEqual(shared, [], shared.join('\n'));
    }
  });

  it('draws no list without an item and no heading without words', () => {
    const faults = all().flatMap((seen) =>
      [
        ...seen.html.matchAll(
          /<(ul|ol|dl|menu|th|caption|legend|label|h[1-6]|option value|summary|button|figcaption|thead|tbody|tr|select)\b([^>]*)>(?:\s|<span class="(?:vh|govuk-visually-hidden)"><\/span>)*<\/\1>/g,
        ),
      ].map(([fault]) => `${where(seen)}: ${fault}`),
    );
    assert.deepEqual(faults, [], faults.join('\n'));
  });

  it('has addresses without spaces', () => {
    const faults = all().flatMap((seen) =>
      [...seen.html.matchAll(/ (?:href|src|action)="([^"]*)"/g)]
        .filter(([, address = '']) => /[\s<>"{}|\\^`]/.test(address))
        .map(([, address]) => `${where(seen)}: ${address?.slice(0, 60)}`),
    );
    assert.deepEqual(faults, [], faults.slice(0, 5).join('\n'));
  });

  it('has on the page whatever a link to a part of it leads to', () => {
    const faults = Object.entries(pages).flatMap(([who, seen]) => {
      const byPath = new Map(seen.map(({ path, html }) => [path, html]));
      return seen.flatMap((page) =>
        [...page.html.matchAll(/<a [^>]*href="([^"#]*)#([^"]+)"/g)].flatMap(([, href, part]) => {
          const path = href === '' ? page.path : href?.replaceAll('&amp;', '&');
          const html = byPath.get(path ?? '');
          const isThere = html === undefined || html.includes(` id="${part}"`);
          return isThere ? [] : [`${who}: ${where(page)} to ${href}#${part}`];
        }),
      );
    });
    assert.deepEqual(faults, [], faults.slice(0, 20).join('\n'));
  });

  it('says no phrase that is retired', () => {
    const faults = new Set(said.retiredOn(all()));
    assert.deepEqual([...faults], [], [...faults].join('\n'));
  });

  it('is easy to read: grade 8 at most', () => {
    const faults = new Set(said.hardOnes(all(), MOST_GRADE));
    assert.deepEqual([...faults], [], [...faults].join('\n'));
  });

  it('escapes each sign once, and counts many things as many', () => {
    for (const seen of all()) {
      assert.doesNotMatch(seen.html, /&amp;(amp|lt|gt|quot|#\d+|#x[0-9a-f]+);/i, where(seen));
      const words = wordsOf(seen.html);
      const found = MANY_AS_ONE.exec(words);
      const around = found && words.slice(Math.max(0, found.index - 40), found.index + 60);
      assert.equal(around, null, where(seen));
    }
  });
});
