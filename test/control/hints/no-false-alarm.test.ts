import { expect, test } from 'vitest';
import { createMock } from '../../../src/mock/create-mock.ts';
import { canSucceed } from '../../../src/spec/can-succeed.ts';
import { draftOf, put, toRequest } from '../../_draft.ts';

const hints: string[] = [];
const mock = await createMock({ rows: 95, tell: (exchange) => hints.push(...exchange.hints) });

const operations = mock.specs.flatMap((spec) =>
  spec.operations
    .filter(canSucceed)
    .map((operation) => [`${spec.name}.${operation.id}`, spec, operation] as const),
);

// What a correct client does must not be called a mistake: the vendor's own example, again and again, and its list to the end.
test.each(operations)('%s: its example, three times', async (_, spec, operation) => {
  hints.length = 0;
  for (let n = 0; n < 3; n += 1) await mock.fetch(await toRequest(spec, operation, draftOf(spec, operation)));
  expect(hints).toEqual([]);
});

const LISTS = operations.flatMap(([name, spec, operation]) =>
  operation.list?.shows === 'many' ? [[name, spec, operation, operation.list.paging] as const] : [],
);

test.each(LISTS)('%s: read to its end, twice, and a page beyond', async (_, spec, operation, { reads }) => {
  hints.length = 0;
  const place = reads.page[0] ?? reads.token[0];
  for (const walk of [1, 2])
    for (let page = 1; page <= 11; page += 1) {
      const draft = draftOf(spec, operation);
      if (place && (page > 1 || reads.page.length > 0)) put(draft, place, page === 1 ? 1 : tokenOf(page));
      for (const size of reads.size.slice(0, 1)) put(draft, size, 10);
      const { status } = await mock.fetch(await toRequest(spec, operation, draft));
      expect([walk, page, status < 500]).toEqual([walk, page, true]);
    }
  expect(hints).toEqual([]);

  function tokenOf(page: number): number | string {
    return reads.page.length > 0 ? page : String(page);
  }
});
