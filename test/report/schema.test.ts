import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { RESULT_SCHEMA } from '../../src/report/result-schema.ts';

const FILE = new URL('../../docs/result.schema.json', import.meta.url);

/** `UPDATE_SCHEMA=1 npx vitest run test/report/schema` writes it. */
test('docs/result.schema.json is the schema that reports are read by', () => {
  const written = `${JSON.stringify(RESULT_SCHEMA, undefined, 2)}\n`;
  if (process.env.UPDATE_SCHEMA) writeFileSync(FILE, written);
  expect(readFileSync(FILE, 'utf8')).toBe(written);
});

test.each(['verdict', 'level', 'kind', 'reason'])('every %s is explained', (name) => {
  const { [name]: definition } = RESULT_SCHEMA.$defs as Record<
    string,
    { enum: string[]; description: string }
  >;
  for (const value of definition!.enum) expect(definition!.description).toContain(`${value}: `);
});
