/** What bin/copies.js makes of a module means the same as before. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { copyInto } from '../bin/copies.js';

const load = (code: string) => import(`data:text/javascript,${encodeURIComponent(code)}`);

/** The value of an expression, as it is written and as it is built; a and b stand for two objects. */
async function bothWays(expression: string): Promise<[unknown, unknown, boolean]> {
  const code = `
    const a = { one: 1, two: 2 };
    const b = JSON.parse('{"two": 3, "__proto__": {"polluted": true}}');
    const nothing = undefined;
    export const value = ${expression};`;
  const built = copyInto(code);
  return [(await load(code)).value, (await load(built)).value, built !== code];
}

describe('objects that begin with a copy', () => {
  for (const expression of [
    '({ ...a, three: 3 })',
    '({ ...a, one: 9, ...b })',
    '({ ...b, three: 3 })',
    '({ ...nothing, ...a })',
    '({ ...a, get three() { return this.one + 2; }, two() { return 2; } }).three',
    '({ ...a, ["th" + "ree"]: { ...b, inner: { ...a, deep: 1 } } })',
    '(() => { const order = []; const say = (x) => (order.push(x), { [x]: x }); return [{ ...say("p"), q: say("q"), ...say("r") }, order]; })()',
  ])
    it(`are the same, built: ${expression}`, async () => {
      const [written, built, isChanged] = await bothWays(expression);
      assert.deepEqual(built, written);
      assert.equal(JSON.stringify(built), JSON.stringify(written));
      assert.ok(isChanged);
    });

  it('keep what is called __proto__ as a property like every other', async () => {
    const [, built] = await bothWays('({ ...b, three: 3 })');
    assert.equal(Object.getPrototypeOf(built), Object.prototype);
    assert.ok(Object.hasOwn(built as object, '__proto__'));
  });

  for (const expression of ['({ ...a })', '({ one: 1, ...a })', '[...[a], b].length', '({})'])
    it(`and no others are touched: ${expression}`, async () => {
      assert.equal((await bothWays(expression))[2], false);
    });

  it('stay on their lines', () => {
    const code = 'const a = {};\nexport const value = {\n  ...a,\n  b: 1,\n};\n';
    assert.equal(
      copyInto(code),
      'const a = {};\nexport const value = {\n  ...null, ...a,\n  b: 1,\n};\n',
    );
  });
});
