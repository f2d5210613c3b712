import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { MOST_INVITEES, readInvitees } from './invitees.js';

const short = (text: string) =>
  readInvitees(text, 'contributor').map(({ line, invitee, fault }) =>
    invitee
      ? `${line} ${invitee.name}|${invitee.email}|${invitee.role}|${invitee.title ?? ''}`
      : `${line} ! ${fault}`,
  );

describe('whom to invite', () => {
  const cases: [string, string, string[]][] = [
    ['one address', 'sam@x.sch.uk', ['1 |sam@x.sch.uk|contributor|']],
    ['name and address', 'Sam Reid <Sam@X.sch.uk>', ['1 Sam Reid|sam@x.sch.uk|contributor|']],
    ['a quoted name', '"Reid, Sam" <sam@x.sch.uk>', ['1 Reid, Sam|sam@x.sch.uk|contributor|']],
    ['name first', 'Sam Reid, sam@x.sch.uk', ['1 Sam Reid|sam@x.sch.uk|contributor|']],
    ['name last', 'sam@x.sch.uk;Sam Reid', ['1 Sam Reid|sam@x.sch.uk|contributor|']],
    ['no comma', 'Sam Reid sam@x.sch.uk', ['1 Sam Reid|sam@x.sch.uk|contributor|']],
    [
      'as a mail program pastes it',
      'Ann <ann@x.sch.uk>; Ben <ben@x.sch.uk>;',
      ['1 Ann|ann@x.sch.uk|contributor|', '1 Ben|ben@x.sch.uk|contributor|'],
    ],
    [
      'blank lines keep the numbers of the lines',
      'ann@x.sch.uk\r\n\r\nben@x.sch.uk',
      ['1 |ann@x.sch.uk|contributor|', '3 |ben@x.sch.uk|contributor|'],
    ],
    [
      'CSV by the names of its columns, in any order',
      '\ufeffRole,Name,"E-mail",Job title\nGovernor,"Lee, Ann",ann@x.sch.uk,Careers Link Governor\n,Ben,ben@x.sch.uk,',
      ['2 Lee, Ann|ann@x.sch.uk|governor|Careers Link Governor', '3 Ben|ben@x.sch.uk|contributor|'],
    ],
    [
      'a role that is none',
      'email,role\nann@x.sch.uk,boss',
      [
        '2 ! "boss" is no role: write careers leader, contributor, governor, adviser, viewer, or leave it empty',
      ],
    ],
    ['no address', 'Sam Reid', ['1 ! There is no e-mail address in this line']],
    [
      'half an address',
      'Sam <sam@>',
      ['1 ! "sam@" is not an e-mail address like name@school.sch.uk'],
    ],
    [
      'twice the same',
      'ann@x.sch.uk\nANN@x.sch.uk',
      ['1 |ann@x.sch.uk|contributor|', '2 ! The same address stands in line 1'],
    ],
    [
      'a name of 120 characters, and of one more',
      `${'a'.repeat(120)} <a@x.sch.uk>\n${'b'.repeat(121)} <b@x.sch.uk>`,
      [`1 ${'a'.repeat(120)}|a@x.sch.uk|contributor|`, '2 ! The name has more than 120 characters'],
    ],
    ['nothing', ' \n ', []],
  ];
  for (const [name, text, wanted] of cases) {
    it(`is read from ${name}`, () => assert.deepEqual(short(text), wanted));
  }

  it('is at most 200 at once; the rest are faults [S-12]', () => {
    const text = Array.from({ length: 203 }, (_, index) => `p${index}@x.sch.uk`).join('\n');
    const read = readInvitees(text, 'viewer');
    assert.equal(read.filter(({ invitee }) => invitee).length, MOST_INVITEES);
    assert.equal(read.filter(({ fault }) => fault).length, 3);
  });

  it('is read from anything without failing, and gives an owner to nobody [S-61]', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (text) => {
        for (const { invitee, fault } of readInvitees(text, 'viewer')) {
          assert.equal(Boolean(invitee), !fault);
          if (invitee) assert.equal(invitee.isOwner, false);
        }
      }),
    );
  });
});
