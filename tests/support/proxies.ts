/** nginx, Caddy and Apache from Debian's packages, set up as docs/running.md says. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { request as ask } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import { connect } from 'node:tls';
import { install, programPath } from '../../scripts/tools.js';
import { rootFolder } from '../../src/platform/config.js';
import { endWithTest } from './children.js';
import { freePort } from './ports.js';

/** The address that the recipes are written for. */
export const NAME = 'waymark.example.org';
const APACHE_MODULES = '/usr/lib/apache2/modules';

/** A recipe of docs/running.md, by the language of its block. */
export function recipe(language: string): string {
  const document = readFileSync(join(rootFolder(), 'docs/running.md'), 'utf8');
  const section = document.split('\n## ').find((each) => each.startsWith('Behind a proxy')) ?? '';
  const blocks = section.split(`\`\`\`${language}\n`).slice(1);
  if (blocks.length !== 1) throw new Error(`docs/running.md has ${blocks.length} ${language}.`);
  return blocks[0]?.split('```')[0] ?? '';
}

/** What the recipe for the start of Waymark sets. */
export const settings = (): Record<string, string> =>
  Object.fromEntries([...recipe('sh').matchAll(/(\w+)=(\S+)/g)].map(([, name, is]) => [name, is]));

interface Setting {
  folder: string;
  site: string;
  http: number;
  https: number;
}

interface Proxy {
  /** The language of its recipe. */
  language: string;
  /** Debian's package, and the program in it. */
  package: string;
  program: string;
  /** Writes its files round the recipe, and gives the arguments that it is started with. */
  prepare(setting: Setting): string[];
}

const PROXIES: Record<string, Proxy> = {
  nginx: {
    language: 'nginx',
    package: 'nginx',
    program: 'nginx',
    prepare({ folder, site, http, https }) {
      const own = site
        .replace('listen 80;', `listen 127.0.0.1:${http};`)
        .replace('listen 443 ', `listen 127.0.0.1:${https} `);
      const paths = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
        .map((name) => `${name}_temp_path ${folder}/${name};`)
        .join('\n');
      writeFileSync(
        join(folder, 'nginx.conf'),
        `daemon off; pid ${folder}/pid; error_log ${folder}/log; events {}
        http { access_log off; gzip on; ${paths} ${own} }`,
      );
      return ['-p', folder, '-e', join(folder, 'log'), '-c', join(folder, 'nginx.conf')];
    },
  },
  Caddy: {
    language: 'caddyfile',
    package: 'caddy',
    program: 'caddy',
    prepare({ folder, site, http, https }) {
      // A certificate of its own making, since nobody can ask for one for this name.
      const own = `local_certs\nskip_install_trust\nadmin off\nhttp_port ${http}\nhttps_port ${https}`;
      writeFileSync(join(folder, 'Caddyfile'), `{\n${own}\n}\n${site}`);
      return ['run', '--config', join(folder, 'Caddyfile'), '--adapter', 'caddyfile'];
    },
  },
  Apache: {
    language: 'apache',
    package: 'apache2-bin',
    program: 'apache2',
    prepare({ folder, site, http, https }) {
      const needed = ['mpm_event', 'authz_core', 'alias', 'socache_shmcb', 'ssl', 'headers'];
      const modules = [...needed, 'proxy', 'proxy_http']
        .map((name) => `LoadModule ${name}_module ${APACHE_MODULES}/mod_${name}.so`)
        .join('\n');
      const own = site.replace('*:80', `*:${http}`).replace('*:443', `*:${https}`);
      writeFileSync(
        join(folder, 'apache.conf'),
        `ServerRoot ${folder}\nDefaultRuntimeDir ${folder}\nPidFile ${folder}/pid\nErrorLog ${folder}/log
User nobody\nGroup nogroup\nServerName ${NAME}\nListen 127.0.0.1:${http}\nListen 127.0.0.1:${https}
${modules}\n${own}`,
      );
      return ['-DFOREGROUND', '-f', join(folder, 'apache.conf')];
    },
  },
};

export const PROXY_NAMES = Object.keys(PROXIES);

/** Finds or installs a proxy's program; null when it cannot be installed here. */
export function proxyProgram(name: string): string | null {
  const { package: wanted = '', program = '' } = PROXIES[name] ?? {};
  return programPath(program) ?? (install([wanted]) ? programPath(program) : null);
}

/** Starts a proxy by its recipe in front of a port of this machine. It ends with the test. */
export async function startProxy(name: string, program: string, upstream: number) {
  const proxy = PROXIES[name];
  if (!proxy) throw new Error(`There is no proxy called ${name}.`);
  const folder = mkdtempSync(join(tmpdir(), 'waymark-proxy-'));
  chmodSync(folder, 0o755);
  const certificates = `/etc/letsencrypt/live/${NAME}`;
  mkdirSync(join(folder, 'live'));
  const site = recipe(proxy.language)
    .replaceAll(certificates, join(folder, 'live'))
    .replace('127.0.0.1:3000', `127.0.0.1:${upstream}`);
  if (site.includes('/live/')) makeCertificate(join(folder, 'live'));
  const [http, https] = [await freePort(), await freePort()];
  const child = spawn(program, proxy.prepare({ folder, site, http, https }), {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, HOME: folder, XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder },
  });
  endProperly(child);
  after(() => rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 }));
  let said = '';
  child.stderr?.on('data', (chunk) => {
    said += chunk;
  });
  for (let attempts = 0; !(await answers(https)); attempts += 1) {
    const log = () => spawnSync('cat', [join(folder, 'log')], { encoding: 'utf8' }).stdout;
    if (attempts > 600 || child.exitCode !== null)
      throw new Error(`${name} does not answer: ${said}${log()}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return { http, https };
}

/** Killed at once, these would leave their workers behind. */
function endProperly(child: ChildProcess): void {
  after(async () => {
    const ended = new Promise((resolve) => child.once('exit', resolve));
    if (child.exitCode === null && child.kill('SIGTERM')) await ended;
  });
  endWithTest(child);
}

function makeCertificate(folder: string): void {
  const files = ['-keyout', join(folder, 'privkey.pem'), '-out', join(folder, 'fullchain.pem')];
  const about = ['-subj', `/CN=${NAME}`, '-addext', `subjectAltName=DNS:${NAME}`, '-days', '2'];
  const { status, stderr } = spawnSync(
    'openssl',
    ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', ...files, ...about],
    { encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(`openssl ended with ${status}: ${stderr}`);
}

/** True once it has a certificate too: Caddy takes calls before it has made its own. */
async function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({
      ...{ port, host: '127.0.0.1', servername: NAME },
      rejectUnauthorized: false,
    });
    socket.once('secureConnect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('secureConnect', () => socket.destroy());
  });
}

export interface Answered {
  status: number;
  headers: IncomingMessage['headers'];
  bytes: Buffer;
  text: string;
}

/** A browser at the address of the recipes, over TLS: keeps cookies, and sends forms as a page of that address would. */
export function browserThrough(port: number) {
  const cookies = new Map<string, string>();
  const send = (
    method: string,
    path: string,
    more: Record<string, string>,
    body?: Buffer,
    onPiece?: (text: string) => void,
  ) =>
    new Promise<Answered>((resolve, reject) => {
      const asked = ask({
        ...{ host: '127.0.0.1', port, method, path, servername: NAME, rejectUnauthorized: false },
        agent: false,
        headers: {
          host: NAME,
          cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
          ...more,
        },
      });
      asked.once('error', reject);
      asked.once('response', (answer) => {
        for (const line of answer.headers['set-cookie'] ?? []) {
          const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
          cookies.set(name, value);
        }
        const chunks: Buffer[] = [];
        answer.once('error', reject);
        answer.on('data', (chunk: Buffer) => {
          chunks.push(chunk);
          onPiece?.(chunk.toString());
        });
        answer.once('end', () => {
          const bytes = Buffer.concat(chunks);
          const { statusCode: status = 0, headers } = answer;
          resolve({ status, headers, bytes, text: bytes.toString() });
        });
      });
      asked.end(body);
    });
  const origin = { origin: `https://${NAME}` };
  return {
    cookies,
    /** `onPiece` is told each piece of the answer as it comes. */
    get: (path: string, headers: Record<string, string> = {}, onPiece?: (text: string) => void) =>
      send('GET', path, headers, undefined, onPiece),
    post: (path: string, fields: Record<string, string>) => {
      const body = Buffer.from(new URLSearchParams(fields).toString());
      const type = { 'content-type': 'application/x-www-form-urlencoded' };
      return send('POST', path, { ...origin, ...type, 'content-length': `${body.length}` }, body);
    },
    async upload(path: string, form: FormData) {
      const whole = new Response(form);
      const body = Buffer.from(await whole.arrayBuffer());
      const type = { 'content-type': whole.headers.get('content-type') ?? '' };
      return send('POST', path, { ...origin, ...type, 'content-length': `${body.length}` }, body);
    },
  };
}
