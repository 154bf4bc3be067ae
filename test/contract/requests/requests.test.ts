import { describe, expect, test } from 'vitest';
import type { CheckName } from '../../../src/contract/checks.ts';
import { some } from '../../_some.ts';
import { answered, changed, checkSeeded, correct, found, type Violation } from '../_seeded.ts';

const only: CheckName[] = ['accepts', 'refuses', 'refusal', 'server-error'];

const example = JSON.stringify({ assistant_id: '65940acff94777010aa6b796', page: 1, page_size: 20 });

/** A server that takes a value of the query for another one. */
const taking =
  (name: string, isTaken: (text: string | null) => boolean, to: string | undefined): Violation =>
  async (request, serve) =>
    serve(
      await changed(request, {
        query: (query) => {
          if (!isTaken(query.get(name))) return;
          if (to === undefined) query.delete(name);
          else query.set(name, to);
        },
      }),
    );

/** A server that changes what it refuses. */
const refusing =
  (change: Parameters<typeof answered>[1]): Violation =>
  async (request, serve) => {
    const response = await serve(request);
    return response.status === 400 ? answered(response, change) : response;
  };

/** A server that refuses what it should not. */
const overstrict =
  (isRefused: (query: URLSearchParams) => boolean): Violation =>
  async (request, serve) =>
    isRefused(new URL(request.url).searchParams)
      ? serve(await changed(request, { query: (query) => query.set('page', 'abc') }))
      : serve(request);

/** A server that reads a body that it should refuse. */
const reading =
  (change: (text: string) => string, headers: Record<string, string> = {}): Violation =>
  async (request, serve) =>
    serve(await changed(request, { body: change, headers }));

function isJson(text: string): boolean {
  try {
    return typeof JSON.parse(text) === 'object';
  } catch {
    return false;
  }
}

describe('what the document forbids', () => {
  const isAbove = (text: string | null) => Number(text) > 100;
  test.each<[string, string, Violation, CheckName[], RegExp]>(
    some(
      [
        [
          'an upper bound is not enforced',
          'gptbots',
          taking('page_size', isAbove, '100'),
          ['refuses'],
          /page_size out of bounds/,
        ],
        [
          'an enumeration is not enforced',
          'gptbots',
          taking('conversation_type', (text) => text?.startsWith('confab') ?? false, 'ALL'),
          ['refuses'],
          /conversation_type with a value that is not listed/,
        ],
        [
          'the letter case of an enumeration is not looked at',
          'gptbots',
          taking('conversation_type', (text) => text === 'all', 'ALL'),
          ['refuses'],
          /conversation_type in the other letter case/,
        ],
        [
          'a missing parameter is made up',
          'gptbots',
          taking('start_time', (text) => text === null, '0'),
          ['refuses'],
          /a request without start_time/,
        ],
        [
          'a wrong type is read as a number',
          'gptbots',
          taking('page', (text) => text === 'abc', '1'),
          ['refuses'],
          /page of a wrong type/,
        ],
        [
          'broken JSON is read',
          'bigmodel',
          reading((text) => (isJson(text) ? text : example)),
          ['refuses'],
          /a body that is/,
        ],
        [
          'a list is read as a body',
          'bigmodel',
          reading((text) => (text === '[]' ? example : text)),
          ['refuses'],
          /a body that is a list/,
        ],
        [
          'a body is read under any name',
          'bigmodel',
          async (request, serve) =>
            serve(await changed(request, { headers: { 'Content-Type': 'application/json' } })),
          ['refuses'],
          /a body that is of another media type/,
        ],
        [
          'a value without the one that it needs is served',
          'cybotstar',
          reading((text) =>
            isJson(text) &&
            JSON.parse(text).filter_mode === 1 &&
            JSON.parse(text).filter_user_code === undefined
              ? JSON.stringify({ ...JSON.parse(text), filter_mode: 0 })
              : text,
          ),
          ['refuses'],
          /without what it needs|without filter_user_code/,
        ],
        [
          'bad input makes it fail',
          'gptbots',
          async (request, serve) =>
            new URL(request.url).searchParams.get('page') === 'abc'
              ? new Response('{}', { status: 500, headers: { 'Content-Type': 'application/json' } })
              : serve(request),
          ['refuses', 'server-error'],
          /page of a wrong type makes the server fail/,
        ],
        [
          'a refusal has another status',
          'gptbots',
          refusing({ status: 404 }),
          ['refusal'],
          /not the documented one/,
        ],
        [
          'a refusal names another parameter',
          'cybotstar',
          async (request, serve) => {
            const response = await serve(request);
            return answered(response, {
              json: (json) => ({ ...json, message: String(json.message).replace(/: \w+$/, ': something') }),
            });
          },
          ['refusal'],
          /not the documented one/,
        ],
        [
          'a refusal has rows, too',
          'gptbots',
          refusing({ json: (json) => ({ ...json, list: [{ conversation_id: 'a' }] }) }),
          ['refuses'],
          /answered with data/,
        ],
      ],
      2,
    ),
  )('%s (%s)', async (_, vendor, violation, expected, title) => {
    const result = await checkSeeded(vendor, violation, { only });
    expect(found(result)).toEqual(expected);
    expect(result.findings.map((finding) => finding.title).join('\n')).toMatch(title);
  });
});

describe('what the document allows', () => {
  test.each<[string, Violation, string[], RegExp]>(
    some(
      [
        [
          'the greatest value is refused',
          overstrict((query) => query.get('page_size') === '100'),
          [],
          /page_size with its maximum is refused/,
        ],
        [
          'the least value is refused',
          overstrict((query) => query.get('page_size') === '1'),
          [],
          /page_size with its minimum is refused/,
        ],
        [
          'an option is refused',
          overstrict((query) => query.has('user_id')),
          [],
          /user_id with .* is refused/,
        ],
        [
          'a listed value is refused',
          overstrict((query) => query.get('conversation_type') === 'SPACE'),
          [],
          /conversation_type with a listed value is refused/,
        ],
        [
          'a value that should be moved is refused',
          async (request, serve) =>
            Number(new URL(request.url).searchParams.get('page_size')) > 100
              ? new Response('{"code":40000,"message":"参数错误"}', {
                  status: 400,
                  headers: { 'Content-Type': 'application/json' },
                })
              : serve(request),
          ['gptbots.clamp'],
          /page_size above its maximum is refused, not moved/,
        ],
        [
          'a value is not moved as far as it should be',
          async (request, serve) => {
            const response = await serve(request);
            if (Number(new URL(request.url).searchParams.get('page_size')) <= 100) return response;
            return answered(response, { json: (json) => ({ ...json, list: [...json.list, ...json.list] }) });
          },
          ['gptbots.clamp'],
          /page_size out of bounds is not moved as documented/,
        ],
      ],
      2,
    ),
  )('%s', async (_, violation, profiles, title) => {
    const result = await checkSeeded('gptbots', violation, { only, profiles });
    expect(found(result)).toEqual(['accepts']);
    expect(result.findings.map((finding) => finding.title).join('\n')).toMatch(title);
  });

  test('two options that are fine one by one are refused together', async () => {
    const violation = overstrict(
      (query) => query.has('user_id') && query.get('conversation_type') === 'SPACE',
    );
    const result = await checkSeeded('gptbots', violation, { only });
    expect(result.findings.map(({ title }) => title)).toEqual([
      'options that are allowed one by one are refused together',
    ]);
  });
});

describe('the ledger', () => {
  test('where nobody has the id of the example, a listed row takes its place', async () => {
    const hiding: Violation = async (request, serve) => {
      const isExample = new URL(request.url).searchParams.get('id') === '1';
      return serve(
        isExample ? await changed(request, { query: (query) => query.set('id', '9999999') }) : request,
      );
    };
    const { findings, ledger } = await checkSeeded('chatnio', hiding, { only: [...only, 'credential'] });
    expect(findings).toEqual([]);
    for (const name of ['accepts', 'refuses', 'refusal', 'credential'])
      expect(ledger).toContainEqual(
        expect.objectContaining({ operation: 'loadConversation', name, state: 'checked' }),
      );
  });

  test('a correct server is not complained of, and every parameter, value and cause is reached or explained', async () => {
    for (const vendor of ['alibaba', 'bigmodel', 'cybotstar', 'gptbots']) {
      const { findings, ledger } = await checkSeeded(vendor, correct, { only });
      expect(findings).toEqual([]);
      const open = ledger.filter(
        ({ kind, reason }) =>
          ['parameter', 'enum', 'cause', 'status'].includes(kind) && reason === 'not-reached',
      );
      // The credentials are not asked about here.
      const about = open.filter(
        ({ name }) => !/credential|header|date|key|signature|algorithm|nonce|40[13]/.test(name),
      );
      expect(about, vendor).toEqual([]);
    }
  });

  test('a parameter that nothing would miss is not asserted, however often it was sent', async () => {
    const { ledger } = await checkSeeded('alibaba', correct, { only, grade: 'assumed' });
    const stateOf = (name: string) => {
      const entry = ledger.find((one) => one.kind === 'parameter' && one.name === name);
      return [entry?.state, entry?.detail].filter(Boolean).join(': ');
    };
    // The page has it, and nothing says what it does.
    expect(stateOf('query/groupBy')).toBe(
      'not-asserted: it was accepted, and the document does not say what it changes',
    );
    expect(stateOf('query/pageSize')).toBe('checked');
    expect(stateOf('query/status')).toBe('checked');
  });

  test('a statement that is only assumed costs a real target nothing', async () => {
    const counts = await Promise.all(
      (['documented', 'assumed'] as const).map(async (grade) => {
        let count = 0;
        const counting: Violation = (request, serve) => {
          count += 1;
          return serve(request);
        };
        await checkSeeded('alibaba', counting, { only: ['refuses'], grade });
        return count;
      }),
    );
    expect(counts[0]).toBeLessThan(counts[1] as number);
  });
});
