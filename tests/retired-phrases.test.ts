/** People read no retired phrase: not in what the product says, nor in its reports and documents. Pages: page-markup. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import {
  isJsxText,
  isNoSubstitutionTemplateLiteral,
  isStringLiteral,
  isTemplateHead,
  isTemplateMiddleOrTemplateTail,
  type Node,
} from 'typescript/unstable/ast';
import { rootFolder } from '../src/platform/config.js';
import { retiredIn } from './support/retired-phrases.js';
import { parseSources, readSources, type Source } from './support/source-tree.js';

const root = rootFolder();
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const within = (folder: string, ending: RegExp) =>
  readdirSync(join(root, folder))
    .filter((name) => ending.test(name))
    .map((name) => `${folder}/${name}`);

/** What the schools of the sample say are their own words. */
const OF_SCHOOLS = /^src\/demo\/(otterbridge[\w-]*|larkfield|tarn-bank)\.ts$/;

const isText = (node: Node): node is Node & { text: string } =>
  isStringLiteral(node) ||
  isNoSubstitutionTemplateLiteral(node) ||
  isTemplateHead(node) ||
  isTemplateMiddleOrTemplateTail(node);

/** The retired phrases in the texts of a source file. A text of one word is a name: "e-mail.changed". */
function retiredInSource({ path, tree }: Source): string[] {
  const found: string[] = [];
  const look = (node: Node): void => {
    if (isJsxText(node) || (isText(node) && /\s/.test(node.text)))
      found.push(...retiredIn(node.text));
    node.forEachChild(look);
  };
  look(tree);
  return found.map((fault) => `${path}: ${fault}`);
}

/** A document without its code, and a template without its comments. */
const prose = (text: string) =>
  text
    .replace(/```[\s\S]*?```|`[^`\n]*`/g, '`')
    .replace(/<!--[\s\S]*?-->/g, '')
    .replace(/(?<!:)\/\/.*$/gm, '');

const faultsIn = (paths: readonly string[]) =>
  paths.flatMap((path) => retiredIn(prose(read(path))).map((fault) => `${path}: ${fault}`));

describe('retired phrases', () => {
  it('are found whole, whatever their capitals, spaces and apostrophes', () => {
    assert.deepEqual(
      retiredIn("Nobodyness is no e-mailing. Look\n further: Waymark's own addition"),
      [
        '“Look further” in “Nobodyness is no e-mailing. Look further: Waymark’s own addition”',
        '“Waymark’s own addition” in “s no e-mailing. Look further: Waymark’s own addition”',
      ],
    );
  });

  it('are found in texts of every kind, and not in names', () => {
    const [source] = parseSources({
      'src/a.tsx': [
        "const verb = 'e-mail.changed';",
        "const label = 'Your e-mail address';",
        // biome-ignore lint/suspicious/noTemplateCurlyInString: it is the text of a file
        'const all = `Take out ${verb}, says nobody`;',
        'const page = <p>It <b>leans on</b> 2.1</p>;',
      ].join('\n'),
    });
    assert.ok(source);
    const phrases = retiredInSource(source).map((fault) => /“(.*?)”/.exec(fault)?.[1]);
    assert.deepEqual(phrases, ['e-mail', 'Take out', 'nobody', 'leans on']);
  });

  it('stand in nothing that the product says: pages, mails, history, command line', () => {
    const sources = readSources().filter(({ path }) => !OF_SCHOOLS.test(path));
    assert.ok(sources.length > 400, `only ${sources.length} files`);
    assert.deepEqual(sources.flatMap(retiredInSource), []);
  });

  it('stand in no report and in no list of other frameworks', () => {
    const templates = [...within('src/report/typst', /\.typ$/), ...within('crosswalks', /\.yaml$/)];
    assert.ok(templates.length > 5);
    assert.deepEqual(faultsIn(templates), []);
  });

  it('stand in no document for people', () => {
    const documents = [...within('docs', /\.md$/), 'README.md', 'CHANGELOG.md'];
    assert.ok(documents.length > 10);
    assert.deepEqual(faultsIn(documents), []);
  });
});
