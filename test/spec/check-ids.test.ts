import { expect, test } from 'vitest';
import { loadSpec } from '../../src/spec/load.ts';
import { some } from '../_some.ts';
import { tinyFile } from '../_tiny.ts';

const withId = (schema: object) =>
  tinyFile((document) => {
    document.components.schemas.Note.properties.id = schema;
  });
const hint = (value: string) => ({ 'x-confab': { value } });

test.each<[name: string, schema: object]>(
  some<[name: string, schema: object]>(
    [
      ['a text', { type: 'string', ...hint('note_{base62:24}') }],
      ['a text without a type', hint('note_{base62:24}')],
      ['a pattern that fits', { type: 'string', pattern: '^note_', ...hint('note_{hex:12}') }],
      ['a uuid', { type: 'string', format: 'uuid', ...hint('{uuid}') }],
      ['a number', { type: 'integer', minimum: 5_000_000, ...hint('{sparse}') }],
      ['a text of digits', { type: 'string', pattern: '^\\d+$', ...hint('{sequence}') }],
      ['a number or null', { type: ['integer', 'null'], ...hint('{digits:12}') }],
    ],
    3,
  ),
)('%s has ids that fit it', async (_, schema) => {
  await expect(loadSpec(await withId(schema))).resolves.toBeDefined();
});

test.each<[name: string, schema: object, message: RegExp]>(
  some<[name: string, schema: object, message: RegExp]>(
    [
      [
        'a kind that does not exist',
        { type: 'string', ...hint('note_{guid}') },
        /the placeholder \{guid\} is not known; known are \{base62\}, \{base36\}/,
      ],
      [
        'an id beside something else',
        { type: 'string', ...hint('{requestId}-{hex:8}') },
        /has not one placeholder, such as msg_\{base62:24\}/,
      ],
      [
        'two placeholders',
        { type: 'string', ...hint('{hex:8}-{hex:8}') },
        /has not one placeholder, such as msg_\{base62:24\}/,
      ],
      [
        'too few characters for every row',
        { type: 'string', ...hint('{base62:4}') },
        /has 4 characters of base62; it takes 6 to 200/,
      ],
      [
        'a length where the kind has its own',
        { type: 'string', ...hint('{uuid:36}') },
        /gives a length to uuid/,
      ],
      [
        'texts where numbers are wanted',
        { type: 'integer', ...hint('{uuid}') },
        /are texts, and the schema wants integer; numbers are \{sequence\}/,
      ],
      [
        'a number with a text around it',
        { type: 'integer', ...hint('row-{sequence}') },
        /are texts, and the schema wants integer/,
      ],
      [
        'another form',
        { type: 'string', format: 'uuid', ...hint('{base62}') },
        /ids such as 7a1\w+ do not fit the schema: it must match format "uuid"/,
      ],
      [
        'another pattern',
        { type: 'string', pattern: '^note_', ...hint('msg_{hex:8}') },
        /ids such as msg_7a17a17a do not fit the schema: it must match pattern/,
      ],
      [
        'a longer text than there may be',
        { type: 'string', maxLength: 10, ...hint('{nanoid}') },
        /do not fit the schema: it must NOT have more than 10 characters/,
      ],
    ],
    4,
  ),
)('%s is refused', async (_, schema, message) => {
  await expect(loadSpec(await withId(schema))).rejects.toMatchObject({
    message: expect.stringMatching(message),
    pointer: '/components/schemas/Note/properties/id/x-confab/value',
  });
});
