import { expect, test } from 'vitest';
import { checkContract, createMock } from '../../src/index.ts';
import type { JsonObject } from '../../src/spec/json.ts';

const ENV = {
  CONFAB_GPTBOTS_KEY: 'app-confab0123456789TESTkeys',
  CONFAB_BIGMODEL_KEY: 'confab0123456789.testsecret0123456',
  CONFAB_CHATNIO_KEY: 'sk-0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef',
  CONFAB_ALIBABA_ACCESS_KEY_ID: 'testid',
  CONFAB_ALIBABA_ACCESS_KEY_SECRET: 'testsecret',
  CONFAB_CYBOTSTAR_KEY: 'Y29uZmFiIHRlc3Qgcm9ib3Qga2V5LCBubyBzZWNyZXR%2Bfj4%3D',
  CONFAB_CYBOTSTAR_TOKEN: 'MTc0Mzk5MDAwMDAwMFkyOXVabUZpSUhSbGMzUWdkRzlyWlc0PQ==',
};

/** Of each vendor, the id and a value for a field by which it filters or orders. */
const FIELDS: Readonly<Record<string, readonly [id: string, field: string, value: string]>> = {
  gptbots: ['conversation_id', 'user_id', '33'],
  bigmodel: ['id', 'assistant_id', '65940acff94777010aa6b796'],
  chatnio: ['id', 'model', 'mine'],
  alibaba: ['id', 'title', 'A title of my own'],
  cybotstar: ['segment_code', 'user_code', 'me@host.com'],
};

/** Pages, totals, order, filters and links, by the checks that hold a vendor to its contract. */
test.each(Object.entries(FIELDS))(
  '%s keeps its contract when rows are changed',
  async (vendor, [id, field, value]) => {
    const mock = await createMock({ vendors: [vendor], rows: 500, strictKeys: true });
    const rows = mock.defaultScope.rows(vendor);
    const { rows: some } = await rows.list({ offset: 3, limit: 60 });
    for (const [n, row] of some.entries()) {
      if (n % 5 === 0) await rows.delete(String(row[id]));
      else if (n % 3 === 0) await rows.patch(String(row[id]), { [field]: value });
    }
    await rows.add(
      some.filter((_, n) => n % 4 === 1).map((row, n) => ({ ...row, [id]: otherId(row, id, n) })),
    );
    const fetch = (request: Request) => mock.fetch(request);
    const { specs } = await checkContract({
      vendors: [vendor],
      fetch,
      env: ENV,
      rate: 100_000,
      grade: 'assumed',
    });
    expect(specs.flatMap(({ findings }) => findings.map(({ title }) => title))).toEqual([]);
  },
);

function otherId(row: JsonObject, id: string, n: number): string | number {
  const old = row[id] as string | number;
  // Some ids begin with their row's time.
  return typeof old === 'number' ? 1000 + n : `${old.slice(0, 8)}${String(n).padStart(old.length - 8, '0')}`;
}
