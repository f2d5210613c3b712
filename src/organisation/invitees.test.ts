import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { decodeText } from '../platform/documents/text.js';
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
        '2 ! "boss" is not a role. Enter careers leader, contributor, governor, adviser, viewer, or leave it empty',
      ],
    ],
    ['no address', 'Sam Reid', ['1 ! There is no email address on this line']],
    [
      'half an address',
      'Sam <sam@>',
      ['1 ! "sam@" is not an email address like name@school.sch.uk'],
    ],
    [
      'twice the same',
      'ann@x.sch.uk\nANN@x.sch.uk',
      ['1 |ann@x.sch.uk|contributor|', '2 ! The same address is on line 1'],
    ],
    [
      'a name of 120 characters, and of one more',
      `${'a'.repeat(120)} <a@x.sch.uk>\n${'b'.repeat(121)} <b@x.sch.uk>`,
      [
        `1 ${'a'.repeat(120)}|a@x.sch.uk|contributor|`,
        '2 ! The name is longer than 120 characters',
      ],
    ],
    ['nothing', ' \n ', []],
    [
      'quoted names with commas in one line',
      '"Jones, Ann" <ann@x.sch.uk>, "Reid, Sam" <sam@x.sch.uk>, ben@x.sch.uk',
      [
        '1 Jones, Ann|ann@x.sch.uk|contributor|',
        '1 Reid, Sam|sam@x.sch.uk|contributor|',
        '1 |ben@x.sch.uk|contributor|',
      ],
    ],
    [
      'names with commas and without quotes',
      'Jones, Ann <ann@x.sch.uk>, Reid, Sam <sam@x.sch.uk>\nJones, Ann <a@x.sch.uk>; Reid, Sam <s@x.sch.uk>',
      [
        '1 Jones, Ann|ann@x.sch.uk|contributor|',
        '1 Reid, Sam|sam@x.sch.uk|contributor|',
        '2 Jones, Ann|a@x.sch.uk|contributor|',
        '2 Reid, Sam|s@x.sch.uk|contributor|',
      ],
    ],
    [
      'addresses parted by blanks, and names behind or before them',
      'ann@x.sch.uk ben@x.sch.uk\na@x.sch.uk, Ann, b@x.sch.uk, Ben\nCat, c@x.sch.uk, Dan, d@x.sch.uk',
      [
        '1 |ann@x.sch.uk|contributor|',
        '1 |ben@x.sch.uk|contributor|',
        '2 Ann|a@x.sch.uk|contributor|',
        '2 Ben|b@x.sch.uk|contributor|',
        '3 Cat|c@x.sch.uk|contributor|',
        '3 Dan|d@x.sch.uk|contributor|',
      ],
    ],
    [
      'names in brackets behind addresses, which others keep',
      'ann@x.sch.uk (Ann Jones)\nAnn (SENCo) <a@x.sch.uk>\nb@x.sch.uk (Ben), c@x.sch.uk ( Cat )',
      [
        '1 Ann Jones|ann@x.sch.uk|contributor|',
        '2 Ann (SENCo)|a@x.sch.uk|contributor|',
        '3 Ben|b@x.sch.uk|contributor|',
        '3 Cat|c@x.sch.uk|contributor|',
      ],
    ],
    [
      'names with joiners, which are no part of an address',
      'Mah\u200cin <mah\u200cin@x.sch.uk>',
      ['1 Mah\u200cin|mahin@x.sch.uk|contributor|'],
    ],
    [
      'links, and marks that nobody sees',
      'ann@x.sch.uk<mailto:ann@x.sch.uk>\nmailto:ben@x.sch.uk?subject=Hello\n\u200b(cat@x.sch.uk)\u00a0\u2060,',
      [
        '1 |ann@x.sch.uk|contributor|',
        '2 |ben@x.sch.uk|contributor|',
        '3 |cat@x.sch.uk|contributor|',
      ],
    ],
    [
      'a list of SIMS, below its own heading',
      'Staff list\nTitle;Forename;Surname;Post title;Work email\nMrs;Siân;Pugh;SENCo;sian@x.sch.uk\nMr;;Lee;;lee@x.sch.uk\nMr;No;Mail;;',
      [
        '3 Siân Pugh|sian@x.sch.uk|contributor|SENCo',
        '4 Mr Lee|lee@x.sch.uk|contributor|',
        '5 ! There is no email address on this line',
      ],
    ],
    [
      'a list of Bromcom',
      'StaffCode,LastName,PreferredFirstName,WorkEmail\nSPU,Pugh,Siân,sian@x.sch.uk',
      ['2 Siân Pugh|sian@x.sch.uk|contributor|'],
    ],
    [
      'a list of Arbor',
      'Staff Member\tBusiness Role\tDefault Email\nSiân Pugh\tTeacher\tsian@x.sch.uk',
      ['2 Siân Pugh|sian@x.sch.uk|contributor|Teacher'],
    ],
    [
      'contacts of Outlook, with a cell of two lines',
      '"Title","First Name","Last Name","Job Title","Home Street","E-mail Address","E-mail 2 Address"\n"Dr","Siân","Pugh","Head of ""Year 9""","1 High Street\nBarton","sian@x.sch.uk","s@home.example"\n"","Ben","Lee","","","","ben@x.sch.uk"',
      [
        '2 Siân Pugh|sian@x.sch.uk|contributor|Head of "Year 9"',
        '4 Ben Lee|ben@x.sch.uk|contributor|',
      ],
    ],
    [
      'contacts of Gmail',
      'First Name,Last Name,Organization Title,E-mail 1 - Label,E-mail 1 - Value\nSiân,Pugh,SENCo,* Work,sian@x.sch.uk ::: s@home.example',
      ['2 Siân Pugh|sian@x.sch.uk|contributor|SENCo'],
    ],
  ];
  for (const [name, text, wanted] of cases) {
    it(`is read from ${name}`, () => assert.deepEqual(short(text), wanted));
  }

  it('is read from a file of any kind that Excel saves', () => {
    const list =
      'Name,Email,Job title\r\nSiân Pugh,sian@x.sch.uk,SENCo\r\n"O’Neill, Aoife",aoife@x.sch.uk,Head';
    const wanted = [
      '2 Siân Pugh|sian@x.sch.uk|contributor|SENCo',
      '3 O’Neill, Aoife|aoife@x.sch.uk|contributor|Head',
    ];
    const oneByte = (a: string, mark: string) =>
      Buffer.from(list.replace('â', a).replace('’', mark), 'latin1');
    for (const bytes of [
      Buffer.from(list),
      Buffer.from(`\ufeff${list}`),
      Buffer.from(`\ufeff${list}`, 'utf16le'),
      Buffer.from(list, 'utf16le'),
      oneByte('\xe2', '\x92'),
      oneByte('\x89', '\xd5'),
    ])
      assert.deepEqual(short(decodeText(bytes).text), wanted);
  });

  it('gives nobody the name of the person after them', () => {
    assert.deepEqual(
      readInvitees('ann@x.example, Ben, ben@x.example', 'viewer').map(
        ({ invitee }) => invitee && [invitee.name, invitee.email],
      ),
      [
        ['', 'ann@x.example'],
        ['Ben', 'ben@x.example'],
      ],
    );
  });

  it('is not looked for in a line of more than 10,000 characters, and the others are read', () => {
    const [long, other] = readInvitees(
      `a@x.example${'\t'.repeat(10_000)}b\nben@x.example`,
      'viewer',
    );
    assert.match(long?.fault ?? '', /too long/);
    assert.equal(other?.invitee?.email, 'ben@x.example');
  });

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
