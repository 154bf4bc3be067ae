import { createMock } from '../../src/mock/create-mock.ts';
import { builtinNames, profileNames } from '../../src/spec/builtin.ts';
import type { Field } from '../../src/spec/field.ts';
import type { Json, JsonObject } from '../../src/spec/json.ts';
import type { Operation, Spec } from '../../src/spec/spec.ts';
import { createPicker, hashText } from '../../src/text/hash.ts';
import { type Draft, draftOf, toRequest } from '../_draft.ts';

/**
 * Every answer the mock gives passes its own spec: many requests per operation, right and wrong in every way, and each
 * answer held against the declared statuses, media types, headers and schemas.
 */

type Pick = (n: number) => number;

const TEXTS = [
  '',
  ' ',
  'x',
  'ALL',
  'desc',
  '测试',
  'a\'b"c',
  '<&>',
  '%',
  '\u0000',
  '-1',
  '0',
  '1',
  '2',
  '100',
  '101',
  '1e3',
  ' 1',
  '0x1',
  '1.0',
  '+1',
  '01',
  '9223372036854775807',
  '9223372036854775808',
  'true',
  'null',
  '2026-03-01 00:00:00',
  '2026-03-01T00:00:00Z',
  '2026-02-31 00:00:00',
  'x'.repeat(5000),
  '__proto__',
];
const VALUES: Json[] = [
  null,
  true,
  false,
  0,
  1,
  -1,
  7,
  100,
  101,
  1.5,
  1e21,
  '',
  'x',
  '1',
  'ALL',
  '测试',
  [],
  ['x'],
  [1],
  {},
  { a: 1 },
  '2026-03-01 00:00:00',
  '2026-13-01 00:00:00',
  '2026-03-01T00:00:00Z',
  'x'.repeat(5000),
];
const BODIES = [
  '',
  '{',
  '[]',
  'null',
  '"text"',
  '{"a":1}',
  '{"page":01}',
  '{}}',
  '\ufeff{}',
  '{"__proto__":{"page":3}}',
];
const CREDENTIALS = [
  undefined,
  '',
  'Bearer',
  'Bearer ',
  'Bearer x',
  'Bearer sk-1',
  'Basic dTpw',
  'sk-',
  `Bearer sk-${'a'.repeat(64)}`,
  'a.b.c',
  'Bearer eyJhbGciOiJub25lIn0.e30.',
  'Bearer app-0123456789abcdef01234567',
  'ACS3-HMAC-SHA256 Credential=x',
  'acs a:b',
  'x'.repeat(5000),
];

/** What of the mock's answers to that many requests per operation is not declared, and what kinds of answer there were. */
export async function sweep(
  name: string,
  profiles: readonly string[],
  { seed, requests }: { readonly seed: number; readonly requests: number },
): Promise<{ readonly wrong: readonly string[]; readonly outcomes: ReadonlySet<string> }> {
  const vendor = name.split('.')[0] as string;
  const mock = await createMock({ vendors: [vendor], profiles, seed, rows: 40, strictKeys: seed === 99 });
  const [spec] = mock.specs as [Spec];
  const outcomes = new Set<string>();
  const wrong: string[] = [];
  for (const operation of spec.operations) {
    for (let n = 0; n < requests; n += 1) {
      const draft = disturb(
        spec,
        operation,
        draftOf(spec, operation),
        createPicker(hashText(`${operation.id} ${n}`, seed)),
      );
      const request = await toRequest(spec, operation, draft).catch(() => undefined);
      if (!request) continue;
      const response = await mock.fetch(request);
      outcomes.add(response.headers.get('x-confab-cause')?.split(';')[0] ?? 'answered');
      const text = await response.text();
      const problem = undeclared(spec, operation, response, text);
      if (problem === undefined) continue;
      const asked = `${request.method} ${request.url} ${JSON.stringify(draft.headers)}`;
      wrong.push(`${asked} ${draft.raw ?? JSON.stringify(draft.body)}: ${problem}: ${text.slice(0, 500)}`);
    }
  }
  return { wrong, outcomes };
}

/** Every vendor, and every profile of it. */
export const SWEPT: readonly (readonly [name: string, profiles: readonly string[]])[] = [
  ...builtinNames().map((name) => [name, []] as const),
  ...profileNames().map((name) => [name, [name]] as const),
];

/** What an answer has that its spec does not declare; thousands are asked, so nothing is asserted one by one. */
function undeclared(
  spec: Spec,
  operation: Operation,
  { status, headers }: Response,
  text: string,
): string | undefined {
  if (headers.get('x-confab-operation') !== `${spec.name}.${operation.id}`) return 'another operation';
  if (!/^\d+$/.test(headers.get('x-confab-seed') ?? '')) return 'no seed';
  const declared = operation.responses.get(String(status));
  if (!declared) return `status ${status} is not declared`;
  for (const { name, required } of declared.headers.values())
    if (required && headers.get(name) === null) return `there is no header ${name}`;
  if (declared.content.size === 0) return text === '' ? undefined : 'a body that is not declared';
  const type = headers.get('content-type') ?? '';
  const media = declared.content.get(type);
  if (!media) return `content type ${type}`;
  if (media.pointer === '' || !/json/.test(type) || operation.method === 'HEAD') return undefined;
  const [violation] = spec.validators.check(media.pointer, JSON.parse(text));
  return violation && `${violation.pointer} ${violation.message}`;
}

/** Changes nothing in a third of the requests, and one to three things in the others. */
function disturb(spec: Spec, operation: Operation, draft: Draft, pick: Pick): Draft {
  for (let change = pick(3) === 0 ? 0 : 1 + pick(3); change > 0; change -= 1) {
    const ways = [
      () => changeParameter(operation, draft, pick),
      () => changeParameter(operation, draft, pick),
      () => changeCredential(draft, pick),
    ];
    if (draft.body)
      ways.push(
        () => changeBody(spec, operation, draft, pick),
        () => changeBody(spec, operation, draft, pick),
        () => replaceBody(draft, pick),
      );
    ways[pick(ways.length)]?.();
  }
  return draft;
}

function changeParameter(operation: Operation, draft: Draft, pick: Pick): void {
  const parameters = operation.fields.filter(({ in: place }) => place === 'query');
  const parameter = parameters[pick(parameters.length)];
  if (!parameter) return;
  const kind = pick(6);
  if (kind === 0) draft.query.delete(parameter.name);
  else if (kind === 1) draft.query.append(parameter.name, textFor(parameter, pick));
  else if (kind === 2) draft.query.set(`unknown${pick(3)}`, 'x');
  else
    draft.query.set(
      parameter.name,
      kind < 5 ? textFor(parameter, pick) : (TEXTS[pick(TEXTS.length)] as string),
    );
}

/** A value that the schema allows, or one just past its bounds. */
function textFor({ schema, examples: [example] }: Field, pick: Pick): string {
  const bounds = [schema.minimum, schema.maximum].flatMap((bound) =>
    typeof bound === 'number' ? [bound - 1, bound, bound + 1] : [],
  );
  const known = [...((schema.enum as Json[]) ?? []), ...bounds, schema.default, example].filter(
    (value) => value !== undefined,
  );
  return known.length === 0 ? (TEXTS[pick(TEXTS.length)] as string) : String(known[pick(known.length)]);
}

function changeBody(spec: Spec, operation: Operation, draft: Draft, pick: Pick): void {
  const [media] = operation.body?.content.values() ?? [];
  const names = [...spec.schemas.properties(media?.schema).keys(), 'unknown', '__proto__'];
  const name = names[pick(names.length)] as string;
  const schema = spec.schemas.properties(media?.schema).get(name) ?? {};
  const known = [...((schema.enum as Json[]) ?? []), ...((schema.examples as Json[]) ?? [])];
  const body = draft.body as JsonObject;
  if (pick(5) === 0) delete body[name];
  else if (known.length > 0 && pick(2) === 0) body[name] = known[pick(known.length)] as Json;
  else
    Object.defineProperty(body, name, {
      value: VALUES[pick(VALUES.length)],
      enumerable: true,
      configurable: true,
      writable: true,
    });
}

function replaceBody(draft: Draft, pick: Pick): void {
  if (pick(3) === 0)
    draft.headers['Content-Type'] = [
      'text/plain',
      'application/x-www-form-urlencoded',
      'application/json;charset=gbk',
      'x',
    ][pick(4)] as string;
  else draft.raw = BODIES[pick(BODIES.length)] as string;
}

/** After signing: a header of the credential goes, or becomes something else. */
function changeCredential(draft: Draft, pick: Pick): void {
  const signature = ['authorization', 'x-acs-date', 'x-acs-signature-nonce', 'x-acs-version', 'x-acs-extra'];
  const names = [...Object.keys(draft.headers).filter((name) => !/content-type/i.test(name)), ...signature];
  const name = names[pick(names.length)] as string;
  draft.after = { ...draft.after, [name]: CREDENTIALS[pick(CREDENTIALS.length)] };
}
