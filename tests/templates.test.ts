/** What bin/templates.js makes of JSX draws the same as the JSX itself. */
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import { type BuildOptions, build } from 'esbuild';
import { compileMarkup } from '../bin/templates.js';
import { rootFolder } from '../src/config.js';

const root = rootFolder();
mkdirSync(join(root, '.tmp'), { recursive: true });
const folder = mkdtempSync(join(root, '.tmp/templates-'));
after(() => rmSync(folder, { recursive: true, force: true }));

/** What the module's `draw` gives, drawn while it runs and put together beforehand. */
async function bothWays(name: string, text: string): Promise<{ drawn: string; put: string }> {
  const path = join(folder, `${name}.tsx`);
  writeFileSync(path, text);
  const bundled = async (file: string, plugins: NonNullable<BuildOptions['plugins']>) => {
    const outfile = join(folder, file);
    const options = { absWorkingDir: root, bundle: true, platform: 'node', format: 'esm' } as const;
    const tsconfig = join(root, 'tsconfig.json');
    await build({ ...options, entryPoints: [path], outfile, tsconfig, plugins });
    const { draw } = await import(pathToFileURL(outfile).href);
    return String(draw());
  };
  const first = {
    name: 'markup-first',
    setup({ onLoad }: Parameters<NonNullable<BuildOptions['plugins']>[number]['setup']>[0]) {
      onLoad({ filter: /\.tsx$/ }, async (file) => ({
        contents: await compileMarkup(file.path, text),
        loader: 'js' as const,
      }));
    },
  };
  return {
    drawn: await bundled(`${name}-drawn.mjs`, []),
    put: await bundled(`${name}-put.mjs`, [first]),
  };
}

const PART = 'const Part = ({ word, children }) => <b title={word}>{children}</b>;\n';
const cases: [name: string, drawn: string, markup: string][] = [
  [
    'text and elements',
    '<p class="a">one <b>two</b> three</p>',
    '<p class="a">one <b>two</b> three</p>',
  ],
  [
    'letters that are marked',
    '<p title={"<&\\"\'"}>{"<&\\"\'"}</p>',
    '<p title="&lt;&amp;&quot;&#39;">&lt;&amp;&quot;&#39;</p>',
  ],
  ['letters beyond the plain ones', '<p title="’">{"–"} Łódź 🙂</p>', '<p title="’">– Łódź 🙂</p>'],
  ['entities', '<p>a&nbsp;&amp;&nbsp;b</p>', '<p>a\u00a0&amp;\u00a0b</p>'],
  [
    'elements without an end',
    '<p><br/><input type="text" value={"a" + 1}/></p>',
    '<p><br/><input type="text" value="a1"/></p>',
  ],
  [
    'flags',
    '<input checked disabled={true} hidden={false} aria-hidden={false} draggable={true}/>',
    '<input checked="" disabled="" aria-hidden="false" draggable="true"/>',
  ],
  [
    'what is not there',
    '<p class={undefined} id={null}>{null}{undefined}{false}{true}{0}{""}</p>',
    '<p>0</p>',
  ],
  [
    'numbers',
    '<td colspan={2} rowspan={1 + 1}>{3}{4 + 1}</td>',
    '<td colspan="2" rowspan="2">35</td>',
  ],
  [
    'templates',
    `<p class={\`a \${"<"} \${1}\`}>{\`b \${undefined} \${"&"}\`}</p>`,
    '<p class="a &lt; 1">b undefined &amp;</p>',
  ],
  [
    'conditions and lists',
    '<ul>{[1, 2].map((n) => <li>{n > 1 ? <i>{n}</i> : n}</li>)}{0 > 1 && <li/>}</ul>',
    '<ul><li>1</li><li><i>2</i></li></ul>',
  ],
  [
    'components with markup in them',
    '<p><Part word="w">a<i>{"<"}</i></Part></p>',
    '<p><b title="w">a<i>&lt;</i></b></p>',
  ],
  [
    'markup in a property',
    `<Part word="w" children={<i class={\`x\${1}\`}>y</i>}/>`,
    '<b title="w"><i class="x1">y</i></b>',
  ],
  ['several without an element around', '<>a<b>{"<"}</b><>{1}<i/></></>', 'a<b>&lt;</b>1<i></i>'],
  [
    'properties handed on',
    '(() => { const more = { id: "i", title: "<" }; return <p class="a" {...more}>t<b>u</b></p>; })()',
    '<p class="a" id="i" title="&lt;">t<b>u</b></p>',
  ],
  [
    'names with a colon',
    '<svg viewBox="0 0 1 1"><use xlink:href="#a"/></svg>',
    '<svg viewBox="0 0 1 1"><use xlink:href="#a"></use></svg>',
  ],
  [
    'one of two',
    `(() => { const [no, none] = [false, null]; return <p class={no ? "<" : undefined} id={no ? 1 : \`b\${1}\`} hidden={no ? no : true}>{no ? <i/> : "&"}{none ? 1 : none}</p>; })()`,
    '<p id="b1" hidden="">&amp;</p>',
  ],
  [
    'one of two within a text',
    `(() => { const [no, none] = [false, null]; return <p class={\`a\${no ? " b" : " <"}\${no ? \`\${none}\` : ""}\${no ? "" : none}\`}/>; })()`,
    '<p class="a &lt;null"></p>',
  ],
  [
    'what stands in a component, in one piece',
    '<Part word="w">{0 > 1 && <i/>}{["a", <u>{"<"}</u>]}{2}<Part word="v">’&amp;</Part></Part>',
    '<b title="w">a<u>&lt;</u>2<b title="v">’&amp;</b></b>',
  ],
  [
    'a name that the runtime has too',
    '(() => { const jsx = "j", drawn = "d"; return <p>{jsx}{drawn}</p>; })()',
    '<p>jd</p>',
  ],
];

describe('markup that is put together beforehand', () => {
  for (const [index, [name, drawn, markup]] of cases.entries()) {
    it(`is the same as when it is drawn: ${name}`, async () => {
      const text = `${PART}export const draw = () => ${drawn};\n`;
      const both = await bothWays(`case-${index}`, text);
      assert.deepEqual(both, { drawn: markup, put: markup });
    });
  }

  it('asks for values in the order in which they are written, and once each', async () => {
    const { drawn, put } = await bothWays(
      'order',
      `let asked = '';
       const ask = (name: string) => { asked += name; return name; };
       export const draw = () => {
         asked = '';
         const page = <p class={ask('a')} title={\`\${ask('b')}\`}>{ask('c')}<i id={ask('d')}>{ask('e')}</i></p>;
         return asked + String(page);
       };`,
    );
    assert.equal(put, drawn);
    assert.match(put, /^abcde</);
  });

  it('refuses what cannot stand in a page, as it does when it is drawn', async () => {
    const text = 'export const draw = () => <p title={({}) as never}>a</p>;\n';
    await assert.rejects(bothWays('refused', text), /takes text, a number or yes and no/);
  });

  it('keeps every line where it was, so that a trace leads to it', async () => {
    const text = `export const draw = () => (
  <p>
    {[1].map(() => {
      return <b>a</b>;
    })}
    <i
      class="long"
      title="longer"
    />
  </p>
);
export const after = 'here';
`;
    const plain = await compileMarkup('plain.ts', text);
    const line = (code: string) => code.split('\n').findIndex((each) => /const after/.test(each));
    const { transform } = await import('esbuild');
    const tsconfigRaw = readFileSync(join(root, 'tsconfig.json'), 'utf8');
    const { code } = await transform(text, { loader: 'tsx', target: 'node20', tsconfigRaw });
    assert.equal(line(plain), line(code));
  });

  it('leaves a module without markup as it is', async () => {
    assert.doesNotMatch(await compileMarkup('none.tsx', 'export const one = 1;\n'), /import/);
  });
});
