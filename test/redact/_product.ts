import type { StoredBody, StoredRequest, StoredResponse } from '../../src/record/fixture.ts';
import { createRedactor } from '../../src/record/redactor.ts';
import { toBytes, toStoredBody } from '../../src/record/stored-body.ts';
import type { Spec } from '../../src/spec/spec.ts';
import { FORMS } from './_forms.ts';
import { CHARSETS, FORMED, inCharset, NAMED, viewsOf, WRAPS } from './_planted.ts';

export interface Case {
  readonly what: string;
  readonly secret: string;
  readonly request?: Partial<StoredRequest>;
  readonly response?: Partial<StoredResponse>;
  /** What stays. */
  readonly keeps?: string;
}

/** The cases of which something is left, so that a failure names all of them and not only the first. */
export function leftIn(spec: Spec, cases: readonly Case[], { again = false } = {}): string[] {
  return cases.flatMap((one) => {
    const request = { method: 'POST', url: '/api/notes', headers: [], ...one.request };
    const response = { status: 200, headers: [], ...one.response };
    const clean = createRedactor({ spec }).exchange(request, response);
    const shown = [
      JSON.stringify([clean.request.url, clean.request.headers, clean.response.headers]),
      ...[clean.request.body, clean.response.body].map((body) =>
        Buffer.from(toBytes(body)).toString('latin1'),
      ),
      ...[clean.request.body, clean.response.body].map((body) => Buffer.from(toBytes(body)).toString('utf8')),
    ];
    const views = shown.flatMap((text) => viewsOf(text));
    const seen = views.find((text) => text.includes(one.secret));
    if (seen !== undefined) return [`${one.what}: still there: ${seen.slice(0, 300)}`];
    if (clean.redacted.length === 0)
      return [`${one.what}: the file does not say that something was taken out`];
    if (one.keeps !== undefined && !views.some((text) => text.includes(one.keeps as string)))
      return [`${one.what}: ${one.keeps} is gone: ${views[3]?.slice(0, 300)}`];
    if (!again) return [];
    const twice = createRedactor({ spec }).exchange(clean.request, clean.response);
    const isStable =
      JSON.stringify([twice.request, twice.response]) === JSON.stringify([clean.request, clean.response]);
    return isStable
      ? []
      : [
          `${one.what}: is redacted once more: ${JSON.stringify(twice.response.body ?? twice.request).slice(0, 300)}`,
        ];
  });
}

export const stored = (bytes: Uint8Array): StoredBody => toStoredBody(bytes) as StoredBody;
export const inBody = (
  what: string,
  secret: string,
  bytes: Uint8Array,
  type: string,
  keeps = 'keep-me',
): Case[] => {
  const message = { headers: [`Content-Type: ${type}`], body: stored(bytes) };
  return [
    { what: `${what}, in a response`, secret, response: message, keeps },
    { what: `${what}, in a request`, secret, request: message, keeps },
  ];
};
export const utf8 = (text: string) => new TextEncoder().encode(text);
export const forms = Object.entries(FORMS);

/** The product of all tables, by what a case is about. Of the forms, each second, third … one in turn when only a part is wanted. */
export function productOf(every: number): Map<string, Case[]> {
  const groups = new Map<string, Case[]>();
  let turn = 0;
  const add = (group: string, cases: (form: string, plant: (typeof FORMS)[string]) => Case[]) => {
    turn += 1;
    const chosen = forms.filter((_, index) => (index + turn) % every === 0);
    groups.set(
      group,
      chosen.flatMap(([form, plant]) => cases(form, plant)),
    );
  };
  for (const [name, value] of NAMED)
    add(name, (form, plant) => {
      const { text, type } = plant(name, value);
      return inBody(form, value, utf8(text), type);
    });
  for (const [kind, text, secret] of FORMED)
    add(kind, (form, plant) => {
      const { text: body, type } = plant('note', text);
      return inBody(form, secret, utf8(body), type, '');
    });
  const [name, value] = ['password', 'hunter2-xyzzy'];
  for (const charset of CHARSETS)
    add(charset.join(', '), (form, plant) => {
      const { bytes, type } = inCharset(plant(name, value), charset);
      return inBody(form, value, bytes, type, '');
    });
  for (const [kind, wrap] of Object.entries(WRAPS))
    add(kind, (form, plant) => {
      const wrapped = wrap(plant(name, value).text);
      const json = utf8(JSON.stringify({ a: 'keep-me', data: wrapped }));
      const query = `a=keep-me&data=${encodeURIComponent(wrapped)}`;
      const header = { headers: [`X-Config: ${wrapped}`] };
      return [
        ...inBody(`${form} in a value of JSON`, value, json, 'application/json'),
        ...inBody(`${form} in a value of a form`, value, utf8(query), 'application/x-www-form-urlencoded'),
        { what: `${form} in a query`, secret: value, request: { url: `/api/notes?${query}` } },
        {
          what: `${form} in a path`,
          secret: value,
          request: { url: `/api/notes/${encodeURIComponent(wrapped)}` },
        },
        ...(/[\r\n]/.test(wrapped)
          ? []
          : [
              { what: `${form} in a header`, secret: value, request: header },
              { what: `${form} in a header of the answer`, secret: value, response: header },
            ]),
      ];
    });
  return groups;
}
