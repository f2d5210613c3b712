import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { type Child, escaped, type FC, isolated, type PropsWithChildren, raw } from './html.js';
import { jsx } from './jsx-runtime.js';

const Box: FC<PropsWithChildren<{ name: string }>> = ({ name, children }) => (
  <section aria-label={name}>{children}</section>
);
const Nothing = () => null;
const Words = () => 'a < b';

describe('what JSX becomes', () => {
  const cases: [string, Child, string][] = [
    ['an element with its children in order', <p>a{1}b</p>, '<p>a1b</p>'],
    ['an element without children has an end all the same', <p></p>, '<p></p>'],
    ['an element that never has an end', <br />, '<br/>'],
    [
      'text is escaped',
      <p>{`<b> & "q" 'a'`}</p>,
      '<p>&lt;b&gt; &amp; &quot;q&quot; &#39;a&#39;</p>',
    ],
    [
      'text in an attribute is escaped',
      <p title={'"><script>'} />,
      '<p title="&quot;&gt;&lt;script&gt;"></p>',
    ],
    [
      'markup is drawn once',
      <p>
        <b>{'<'}</b>
      </p>,
      '<p><b>&lt;</b></p>',
    ],
    ['raw markup stands as it is', <p>{raw('<i>1</i>')}</p>, '<p><i>1</i></p>'],
    [
      'nothing, yes and no draw nothing',
      <p>
        {null}
        {undefined}
        {true}
        {false}
      </p>,
      '<p></p>',
    ],
    [
      'zero and an empty text are not nothing',
      <p>
        {0}
        {''}
      </p>,
      '<p>0</p>',
    ],
    ['a list is drawn in order', <p>{['a', ['<', <b>c</b>]]}</p>, '<p>a&lt;<b>c</b></p>'],
    [
      'several without an element around',
      <>
        a<i>b</i>
      </>,
      'a<i>b</i>',
    ],
    [
      'a component gets its children',
      <Box name="n">
        a<i>b</i>
      </Box>,
      '<section aria-label="n">a<i>b</i></section>',
    ],
    [
      'a component may draw nothing',
      <p>
        <Nothing />
      </p>,
      '<p></p>',
    ],
    [
      'text of a component is escaped',
      <p>
        <Words />
      </p>,
      '<p>a &lt; b</p>',
    ],
    [
      'letters beyond ASCII stand as they are',
      <p title="’">{'–'} Łódź 🙂&nbsp;</p>,
      '<p title="’">– Łódź 🙂\u00a0</p>',
    ],
    [
      'properties handed on come in their order',
      <p class="a" {...{ id: 'i', title: '<' }}>
        t
      </p>,
      '<p class="a" id="i" title="&lt;">t</p>',
    ],
    ['a flag that is set', <input checked={true} />, '<input checked=""/>'],
    ['a flag that is not set', <input checked={false} />, '<input/>'],
    [
      'other attributes say true and false',
      <p aria-hidden={false} draggable={true} />,
      '<p aria-hidden="false" draggable="true"></p>',
    ],
    ['an attribute that is not given', <p class={undefined} id={undefined} />, '<p></p>'],
    ['a number in an attribute', <td colspan={2} />, '<td colspan="2"></td>'],
    [
      'an attribute with a dash or a colon',
      <use xlink:href="#a" data-a-b="" />,
      '<use xlink:href="#a" data-a-b=""></use>',
    ],
  ];
  for (const [name, made, markup] of cases) {
    it(name, () => assert.equal(String(made), markup));
  }

  it('no text that a person typed becomes markup', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const markup = String(<p title={text}>{text}</p>);
        assert.match(markup, /^<p title="[^"<>]*">[^<>]*<\/p>$/);
        assert.equal(markup, `<p title="${escaped(text)}">${escaped(isolated(text))}</p>`);
        assert.doesNotMatch(escaped(text), /&(?!(amp|lt|gt|quot|#39);)/);
      }),
    );
  });

  it('refuses what is no part of a page, rather than drawing it somehow', () => {
    const refused: [string, () => unknown][] = [
      ['an object as a child', () => jsx('p', { children: { text: 'a' } as never })],
      ['a promise as a child', () => jsx('p', { children: Promise.resolve('a') as never })],
      [
        'something that only says it is markup',
        () => jsx('p', { children: { isEscaped: true } as never }),
      ],
      ['a function as an attribute', () => jsx('p', { onclick: () => {} })],
      ['an object as an attribute', () => jsx('p', { style: { color: 'red' } })],
      ['an attribute whose name would end the tag', () => jsx('p', { 'a><script': 'x' })],
      ['an attribute whose name would begin another', () => jsx('p', { 'a onclick': 'x' })],
      ['an element whose name would end the tag', () => jsx('p><script', {})],
    ];
    for (const [what, draw] of refused) assert.throws(draw, TypeError, what);
  });
});

it('a text that turns the direction of writing turns nothing around it', () => {
  const shown = (text: string) => String(<p>{text}</p>).slice(3, -4);
  assert.equal(shown('Sam Reid'), 'Sam Reid');
  assert.equal(shown('Sam\u202edieR'), '\u2068Sam\u202edieR\u2069');
  assert.equal(shown('مدرسة'), '\u2068مدرسة\u2069');
  assert.equal(shown('a\u2069\u202eb'), '\u2068a\u202eb\u2069', 'none ends the isolate itself');
  assert.equal(shown('a\u2067b'), '\u2068a\u2067b\u2069\u2069', 'what it opens is closed');
  assert.equal(String(<textarea>{'Sam\u202e'}</textarea>), '<textarea>Sam\u202e</textarea>');
  assert.equal(String(<input value={'Sam\u202e'} />), '<input value="Sam\u202e"/>');
});
