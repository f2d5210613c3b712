/** The product as people and programs use it: the API for changes, and the API and the pages for what they read. */
import { randomUUID } from 'node:crypto';
import { extractText, getDocumentProxy } from 'unpdf';
import { signInAs } from '../../../src/organisation/set-up-changes.js';
import type { TestApp } from '../app.js';
import { newVisitor, type Visitor } from '../visitor.js';
import { wordsOf } from '../words.js';
import type { Person, Role } from './school.js';
import type { Step } from './step.js';

export type Json = Record<string, unknown>;

/** A school of its own, with somebody in each role, in an installation that holds others too. */
export async function newSchool(
  context: TestApp,
  people: readonly (readonly [string, Role])[],
): Promise<{ id: string; people: Person[] }> {
  const { superuser } = context;
  const id = context.id();
  await superuser.query(
    "INSERT INTO organisations (id, name, kind, created_at) VALUES ($1, 'Reed & Rush School', 'school', now())",
    [id],
  );
  const made: Person[] = [];
  for (const [name, role] of people) {
    const person = context.id();
    await superuser.query(
      'INSERT INTO persons (id, name, email, created_at) VALUES ($1, $2, $3, now())',
      [person, name, `${person}@reed.example`],
    );
    await superuser.query(
      'INSERT INTO memberships (organisation_id, person_id, role, started_at) VALUES ($1, $2, $3, now())',
      [id, person, role],
    );
    made.push({ id: person, name, role, isHere: true });
  }
  return { id, people: made };
}

const SESSION_MS = 11 * 60 * 60_000;

export class Product {
  private readonly visitors = new Map<string, Visitor>();
  private readonly context: TestApp;

  constructor(context: TestApp) {
    this.context = context;
  }

  private signedInAt = 0;

  /** Moves the clock. Everybody signs in again before a session is too old. */
  setNow(now: Date): void {
    this.context.setClock(now.toISOString());
    if (now.getTime() - this.signedInAt < SESSION_MS) return;
    this.signedInAt = now.getTime();
    this.visitors.clear();
  }

  private async visitor({ id }: Person): Promise<Visitor> {
    const known = this.visitors.get(id);
    if (known) return known;
    const visitor = newVisitor(this.context);
    visitor.cookies.set('__Host-waymark', await signInAs(this.context, id, 'Test'));
    this.visitors.set(id, visitor);
    return visitor;
  }

  /** Does a step. Gives the status and what was answered. */
  async do({ by, ask }: Step): Promise<{ status: number; answer: Json }> {
    const visitor = await this.visitor(by);
    if (ask.form) {
      const form = { ...ask.form, key: randomUUID() };
      const answer = await visitor.send(ask.method, ask.path, form);
      await answer.body?.cancel();
      return { status: answer.status, answer: {} };
    }
    const headers = {
      'Content-Type': 'application/json',
      'Sec-Fetch-Site': 'same-origin',
      ...(ask.method === 'PUT'
        ? { 'If-Match': ask.version === undefined ? '*' : `"${ask.version}"` }
        : {}),
      ...(ask.method === 'POST' ? { 'Idempotency-Key': randomUUID() } : {}),
    };
    const body = JSON.stringify({ ...ask.json });
    const answer = await this.request(visitor, ask.path, { method: ask.method, body, headers });
    const text = await answer.text();
    return { status: answer.status, answer: text ? JSON.parse(text) : {} };
  }

  private request({ cookies }: Visitor, path: string, init: RequestInit): Promise<Response> {
    const headers = new Headers(init.headers);
    headers.set('Cookie', [...cookies].map(([name, value]) => `${name}=${value}`).join('; '));
    headers.set('Host', 'localhost');
    headers.set('User-Agent', 'Test');
    if (typeof init.body === 'string')
      headers.set('Content-Length', String(Buffer.byteLength(init.body)));
    const caller = { incoming: { socket: { remoteAddress: '127.0.0.1' } } };
    return Promise.resolve(
      this.context.app.request(`http://localhost${path}`, { ...init, headers }, caller),
    );
  }

  /** What the API answers; null when there is no such thing. */
  async json(by: Person, path: string): Promise<Json | null> {
    const answer = await (await this.visitor(by)).get(`/api${path}`);
    const json = (await answer.json()) as Json;
    if (answer.status === 404) return null;
    if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${JSON.stringify(json)}`);
    return json;
  }

  /** The items of a whole list, page by page. */
  async items(by: Person, path: string): Promise<Json[]> {
    const found: Json[] = [];
    for (let cursor: unknown = ''; cursor !== null && found.length < 1000; ) {
      const sign = path.includes('?') ? '&' : '?';
      const page = await this.json(by, `${path}${cursor ? `${sign}cursor=${cursor}` : ''}`);
      found.push(...((page?.items ?? []) as Json[]));
      cursor = page?.next_cursor ?? null;
    }
    return found;
  }

  /** The words of a page and of those that follow it, one after the other. */
  async texts(by: Person, path: string, toNext: RegExp): Promise<string> {
    const visitor = await this.visitor(by);
    let words = '';
    for (let next: string | undefined = path, pages = 0; next && pages < 100; pages += 1) {
      const html: string = await visitor.read(next);
      words += ` ${wordsOf(html)}`;
      next = toNext.exec(html)?.[1]?.replaceAll('&amp;', '&');
    }
    return words;
  }

  /** The words of a PDF, in one line. */
  async pdf(by: Person, path: string): Promise<string> {
    const answer = await (await this.visitor(by)).get(path);
    if (answer.status !== 200) throw new Error(`${path}: ${answer.status}`);
    const document = await getDocumentProxy(new Uint8Array(await answer.arrayBuffer()));
    const { text } = await extractText(document, { mergePages: true });
    return text.replace(/\u200b/g, '').replace(/\s+/g, ' ');
  }

  /** A file, or the words of a page, in one line as they are read. */
  async text(by: Person, path: string): Promise<string> {
    const answer = await (await this.visitor(by)).get(path);
    const text = await answer.text();
    if (answer.status !== 200) throw new Error(`${path}: ${answer.status}`);
    return answer.headers.get('content-type')?.startsWith('text/html') ? wordsOf(text) : text;
  }
}
