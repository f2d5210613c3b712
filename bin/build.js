// Bundles the server, its workers, the islands and the styles into dist/. About two seconds.
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { basename, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { announce, ensurePackages, isWritable, refuse, root } from './packages.js';

const dist = join(root, 'dist');

/** Every file under a folder, as paths from the root, in a fixed order. */
function filesUnder(folder) {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath ?? entry.path, entry.name)))
    .sort();
}

/** One fingerprint of all that goes into the build, from names and contents. */
function fingerprint() {
  const hash = createHash('sha256');
  const folders = ['src', 'bin', 'models'].flatMap(filesUnder);
  const files = [...folders, 'package-lock.json', 'tsconfig.json'];
  for (const file of files) {
    if (/\.test\.tsx?$/.test(file)) continue;
    hash
      .update(file)
      .update('\0')
      .update(readFileSync(join(root, file)));
  }
  return hash.digest('hex');
}

let building = null;

/**
 * Builds when the sources differ from what dist/ was made of. Each caller has a promise of its own: node:test tells by
 * it which test file goes on.
 */
export async function ensureBuild() {
  building ??= build();
  return building;
}

/** True when dist/ was made of the sources as they are. */
export function isBuilt(print = fingerprint()) {
  const stamp = join(dist, 'fingerprint');
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === print;
}

async function build() {
  const print = fingerprint();
  if (isBuilt(print)) return;
  if (!isWritable(root))
    refuse(
      `Waymark has to be built in ${root} first, and this user may not write there: run npm run build there as a user who may, or clone Waymark to a folder of your own.`,
    );
  const done = announce('Building Waymark');
  const fresh = join(root, `dist.${process.pid}`);
  rmSync(fresh, { recursive: true, force: true });
  mkdirSync(join(fresh, 'public'), { recursive: true });
  await bundleServer(fresh);
  const assets = { ...(await bundleIslands(fresh)), ...(await bundleStyles(fresh)) };
  writeFileSync(join(fresh, 'assets.json'), JSON.stringify(assets, null, 2));
  await writeModels(fresh);
  writeFileSync(join(fresh, 'fingerprint'), print);
  swap(fresh);
  done();
}

/** Puts the new build in place; when another process was faster, its build stays. */
function swap(fresh) {
  const old = join(root, `dist.old.${process.pid}`);
  try {
    if (existsSync(dist)) renameSync(dist, old);
    renameSync(fresh, dist);
  } catch {
    rmSync(fresh, { recursive: true, force: true });
  }
  rmSync(old, { recursive: true, force: true });
}

async function bundleServer(fresh) {
  const { build } = await import('esbuild');
  const workers = filesUnder('src').filter((file) => /[\\/]worker\.ts$/.test(file));
  await build({
    absWorkingDir: root,
    entryPoints: {
      main: 'src/main.ts',
      supervisor: 'src/platform/storage/embedded/supervisor.ts',
      ...Object.fromEntries(workers.map((file) => [workerName(file), file])),
    },
    outdir: fresh,
    bundle: true,
    external: packagesOutside(),
    platform: 'node',
    format: 'esm',
    target: 'node20',
    splitting: true,
    sourcemap: 'linked',
    chunkNames: 'part-[hash]',
    tsconfig: 'tsconfig.json',
    logLevel: 'error',
  });
}

/** Packages of many small files, of which Waymark uses a part: they are built in, without the rest. See decision 0060. */
const INSIDE = ['zod', 'kysely', 'hono', '@hono/node-server', 'uuid'];

/** All other packages are loaded from where they were installed. */
function packagesOutside() {
  const { dependencies, optionalDependencies } = JSON.parse(
    readFileSync(join(root, 'package.json'), 'utf8'),
  );
  const names = [...Object.keys(dependencies), ...Object.keys(optionalDependencies)];
  return names.filter((name) => !INSIDE.includes(name)).flatMap((name) => [name, `${name}/*`]);
}

/** src/report/worker.ts becomes report-worker.js; src/authoring/reading/worker.ts reading-worker.js. */
function workerName(file) {
  return `${file.split(/[\\/]/).at(-2)}-worker`;
}

async function bundleIslands(fresh) {
  const { build } = await import('esbuild');
  const islands = filesUnder('src').filter((file) =>
    /islands[\\/][^\\/]+(?<!\.test)\.ts$/.test(file),
  );
  const names = {};
  for (const file of islands) {
    const made = await build({
      absWorkingDir: root,
      entryPoints: [file],
      bundle: true,
      write: false,
      minify: true,
      format: 'esm',
      target: 'es2022',
      legalComments: 'none',
      tsconfig: 'tsconfig.islands.json',
      logLevel: 'error',
    });
    const bytes = Buffer.from(made.outputFiles[0].contents);
    Object.assign(names, put(fresh, `${basename(file, '.ts')}.js`, bytes));
  }
  return names;
}

async function bundleStyles(fresh) {
  const sass = await import('sass');
  const { transform } = await import('esbuild');
  const fontName = 'waymark-headings.woff2';
  const names = put(fresh, fontName, readFileSync(join(root, 'src/platform/web/styles', fontName)));
  const sheets = filesUnder('src').filter((name) => /styles[\\/][^_][^\\/]*\.scss$/.test(name));
  for (const file of sheets) {
    const { css } = sass.compile(join(root, file), {
      loadPaths: [join(root, 'node_modules'), root],
      quietDeps: true,
      logger: sass.Logger.silent,
    });
    const target = ['chrome107', 'firefox104', 'safari16'];
    const { code } = await transform(css, { loader: 'css', minify: true, target });
    const linked = code.replaceAll(fontName, basename(names[fontName]));
    Object.assign(names, put(fresh, `${basename(file, '.scss')}.css`, Buffer.from(linked)));
  }
  return names;
}

/** The models that come with Waymark as JSON, for every start to read: their YAML takes 45 MB to read. */
async function writeModels(fresh) {
  const { parse } = await import('yaml');
  const read = (...path) => parse(readFileSync(join(root, 'models', ...path), 'utf8'));
  mkdirSync(join(fresh, 'models'));
  for (const name of readdirSync(join(root, 'models'))) {
    const main = read(name, 'framework.yaml');
    const model = { ...main, themes: main.themes.map((file) => read(name, file)) };
    writeFileSync(join(fresh, 'models', `${name}.json`), JSON.stringify(model));
  }
}

/** Writes an asset under a name that holds its content's hash, with compressed copies beside it. */
function put(fresh, name, bytes) {
  const hash = createHash('sha256').update(bytes).digest('base64url').slice(0, 10);
  const hashed = name.replace(/(\.[a-z0-9]+)$/, `.${hash}$1`);
  const path = join(fresh, 'public', hashed);
  writeFileSync(path, bytes);
  if (!name.endsWith('.woff2')) {
    const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } };
    writeFileSync(`${path}.br`, brotliCompressSync(bytes, quality));
    writeFileSync(`${path}.gz`, gzipSync(bytes, { level: 9 }));
  }
  return { [name]: `/assets/${hashed}` };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  ensurePackages();
  await ensureBuild();
}
