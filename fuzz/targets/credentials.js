import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { problemOfAnswer, toExchange } from '../answers.js';
import { createDrafts, secretsOf, toFetch } from '../drafts.js';
import { hostileText } from '../values.js';
import { builtinNames } from './operations.js';

const DIARY = fileURLToPath(new URL('../../mutants/diary.yaml', import.meta.url));

const change = fc.record({
  header: fc.nat({ max: 20 }),
  at: fc.nat({ max: 1000 }),
  how: fc.oneof(
    fc.constantFrom('drop', 'cut', 'double', 'upper', 'space', 'empty'),
    fc.integer({ min: 0, max: 6 }),
    hostileText.map((text) => ({ text })),
  ),
});

/** Credentials of every scheme with something changed after they were made: signed requests with a flipped bit, too. */
export const target = {
  needs: [
    'createMock',
    'checkExchange',
    'createCredentials',
    'toExampleValues',
    'withValue',
    'toRequestParts',
  ],
  async open(lib) {
    const vendors = [...(await builtinNames(lib)), DIARY];
    const mocks = await Promise.all(
      [false, true].map((strictKeys) => lib.createMock({ vendors, rows: 20, strictKeys })),
    );
    const drafts = mocks.map((mock) => createDrafts(lib, mock.specs));
    return {
      input: fc.record({
        index: fc.nat({ max: drafts[0].length - 1 }),
        isStrict: fc.boolean(),
        flaw: fc.option(fc.nat({ max: 40 }), { freq: 3, nil: undefined }),
        changes: fc.array(change, { maxLength: 3 }),
      }),
      problemOf({ index, isStrict, flaw, changes }) {
        const which = isStrict ? 1 : 0;
        return tried(lib, mocks[which], drafts[which][index], { isStrict, flaw, changes });
      },
    };
  },
};

async function tried(lib, mock, { spec, operation, credentials, make }, { isStrict, flaw, changes }) {
  const made = make();
  const { flaws } = credentials;
  const flawed = flaw === undefined ? undefined : flaws[flaw % Math.max(1, flaws.length)];
  const proven = await credentials.apply({ ...made, url: new URL(made.url).href }, flawed);
  const own = Object.keys(proven.headers).filter((name) => proven.headers[name] !== made.headers[name]);
  const names = own.length > 0 ? own : Object.keys(proven.headers);
  const headers =
    names.length === 0
      ? proven.headers
      : changes.reduce((all, one) => changed(all, names, one), { ...proven.headers });
  const request = toFetch({ ...proven, headers });
  if (!request) return undefined;
  const response = await mock.fetch(request);
  const exchange = await toExchange({ ...proven, headers }, response);
  const isAnswered = response.ok && !response.headers.has('x-confab-cause');
  if (
    isAnswered &&
    isForged(spec, operation, proven.headers, headers, isStrict || flawed?.cause === 'wrong-signature')
  )
    return `it was answered with ${JSON.stringify(headers)}, made from ${JSON.stringify(proven.headers)}`;
  return problemOfAnswer(lib, spec, operation, exchange);
}

/** Whether what the mock must know is in the request no more: a signature, or with strict keys the key itself. */
function isForged(spec, operation, before, after, isStrict) {
  const kinds = operation.security
    .flatMap((one) => Object.keys(one))
    .map((name) => spec.securitySchemes[name]);
  const text = (headers) => JSON.stringify(Object.values(headers));
  if (kinds.some((scheme) => /^acs3/i.test(scheme?.scheme ?? ''))) {
    const signed = (headers) =>
      /Signature=([0-9a-f]+)/i.exec(headers.authorization ?? '')?.[1]?.toLowerCase();
    return signed(before) !== signed(after) || before['x-acs-date'] !== after['x-acs-date']?.trim();
  }
  if (!isStrict || operation.security.some((one) => Object.keys(one).length === 0)) return false;
  const plain = Object.entries(secretsOf(spec)).filter(
    ([name]) => spec.securitySchemes[name]?.type === 'apiKey' && spec.securitySchemes[name].in === 'header',
  );
  return plain.some(
    ([name, secret]) =>
      operation.security.every((one) => Object.hasOwn(one, name)) && !text(after).includes(secret),
  );
}

function changed(headers, names, { header, at, how }) {
  const name = names[header % names.length];
  const value = headers[name];
  const others = Object.fromEntries(Object.entries(headers).filter(([one]) => one !== name));
  if (value === undefined || how === 'drop') return others;
  const place = at % (value.length + 1);
  if (how === 'cut') return { ...others, [name]: value.slice(0, place) };
  if (how === 'double') return { ...others, [name]: `${value}, ${value}` };
  if (how === 'upper') return { ...others, [name]: value.toUpperCase() };
  if (how === 'space') return { ...others, [name]: `${value.slice(0, place)} ${value.slice(place)}` };
  if (how === 'empty') return { ...others, [name]: '' };
  if (typeof how === 'object')
    return { ...others, [name]: value.slice(0, place) + how.text + value.slice(place) };
  const flipped = String.fromCharCode((value.charCodeAt(place) || 65) ^ (1 << how));
  return { ...others, [name]: value.slice(0, place) + flipped + value.slice(place + 1) };
}
