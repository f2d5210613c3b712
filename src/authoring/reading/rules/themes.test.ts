import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readText } from '../../../platform/documents/formats/text.js';
import { readStructure } from '../structure.js';
import { draftOfRows, message, rulesOf } from '../testing/expected.js';

describe('themes', () => {
  it('may be a column below a title that stands alone', () => {
    const read = draftOfRows([
      'A model',
      'Theme|Code|Statement|Level 1|Level 2',
      'Theme 1 Water|1.1|A well|There is a well.|It is deep.',
      '|1.2|A lamp|There is a lamp.|It shines.',
      'Theme 2 Ways|2.1|A path|There is a path.|It is wide.',
    ]);
    assert.equal(read.title, 'A model');
    assert.deepEqual(
      read.themes.map(({ title, statements: own }) => [title, own.length]),
      [
        ['Water', 2],
        ['Ways', 1],
      ],
    );
    assert.deepEqual(read.doubts, []);
  });

  it('are not begun by a line that goes on in small letters', () => {
    const read = readStructure(
      readText(
        'Theme 1 Water\n1.1 A well\tThere is a\tIt is deep.\n\tpart 2 of a well.\n1.2 A lamp\tThere is a lamp.\tIt shines.'.replaceAll(
          '|',
          '\t',
        ),
      ),
      {},
    );
    assert.equal(read.themes.length, 1);
    assert.equal(message(read)[0], '1.1 A well: There is a part 2 of a well. / It is deep.');
  });

  it('leave dates and marks beside their headings alone', () => {
    const read = draftOfRows([
      'Code|Statement|Level 1|Level 2|Reviewed',
      'Theme 1 Water||||3',
      '1.1|A well|There is a well.|It is deep.|4',
      '1.2|A lamp|There is a lamp.|It shines.|5',
    ]);
    assert.equal(read.themes[0]!.title, 'Water');
    assert.deepEqual(rulesOf(read), ['column left over']);
  });
});
