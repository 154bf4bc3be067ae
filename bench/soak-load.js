import { randomUUID } from 'node:crypto';
import { createRandom } from '../fuzz/random.js';

/** How often each kind of request comes among a hundred. */
const MIX = { walk: 30, filter: 20, deep: 20, refusal: 10, token: 8, unknown: 4, body: 8 };

/** Values that a text filter can be asked for: many of them are never repeated. */
const ODD = ['', ' ', 'x', '测试', '%', 'ALL', '-1', '1e3', 'null', '2026-03-01T00:00:00Z'];

/**
 * The requests of a soak, one after another, decided by a seed: lists walked page by page, filters, pages at any
 * depth, refusals, tokens and ids that nobody gave, paths that nobody serves, bodies of every kind.
 */
export function createSoakLoad(lib, specs, { rows, seed }) {
  const random = createRandom(seed);
  const operations = specs.flatMap((spec) =>
    spec.operations.map((operation) => createAsked(lib, spec, operation)),
  );
  const lists = operations.filter(({ page, token }) => page || token);
  const withBody = operations.filter(({ operation }) => operation.body);
  const walks = lists.map((asked) => ({ asked, page: 1, token: undefined }));
  const kinds = Object.entries(MIX).flatMap(([kind, share]) => Array(share).fill(kind));

  const makers = {
    walk() {
      const walk = random.pick(walks);
      const { page, token, size } = walk.asked;
      walk.page = walk.page * 10 > rows ? 1 : walk.page + 1;
      const values = [[size, 1 + random.below(20)], page ? [page, walk.page] : [token, walk.token]];
      return walk.asked.send(values, {
        onAnswer: (json) => {
          walk.token = walk.asked.tokenOf(json);
        },
      });
    },
    filter() {
      const asked = random.pick(operations);
      const { operation } = asked;
      const fields = operation.fields.filter(({ filter, order }) => filter || order);
      return asked.send(fields.filter(() => random.below(2) === 0).map((field) => [field, valueFor(field)]));
    },
    deep() {
      const { page, token, size, send } = random.pick(lists);
      const count = 1 + random.below(100);
      return send([
        [size, count],
        [page ?? token, page ? 1 + random.below(rows / count) : random.text(30)],
      ]);
    },
    refusal() {
      const asked = random.pick(operations);
      const { flaws } = asked.credentials;
      if (flaws.length > 0 && random.below(2) === 0) return asked.send([], { flaw: random.pick(flaws) });
      return asked.send([[random.pick(asked.operation.fields), random.pick([undefined, random.text(12)])]]);
    },
    token() {
      const asked = random.pick(operations);
      const { fields } = asked.operation;
      const texts = fields.filter(({ types, in: place }) => place === 'path' || types.includes('string'));
      return asked.send([[random.pick(texts) ?? random.pick(fields), random.text(8 + random.below(40))]]);
    },
    unknown: async () => ({ method: 'GET', target: `/${random.text(12)}/${random.text(12)}`, headers: {} }),
    async body() {
      const made = await random.pick(withBody).send([]);
      const length = random.pick([10, 1000, 100_000]);
      const text = random.pick([
        () => `{"${random.text(10)}":"${'x'.repeat(length)}"}`,
        () => JSON.stringify(Array.from({ length: length / 10 }, (_, n) => ({ n }))),
        () => random.text(length),
        () => made.body.slice(0, -1),
      ])();
      return { ...made, body: text };
    },
  };

  const next = async () => {
    const kind = random.pick(kinds);
    return { kind, ...(await makers[kind]()) };
  };
  return { source: () => next };

  function valueFor({ schema, types, examples }) {
    const known = [...(schema.enum ?? []), ...examples, schema.default].filter((one) => one !== undefined);
    if (known.length > 0 && random.below(2) === 0) return random.pick(known);
    if (types.includes('integer')) return random.below(2 ** 31) * random.pick([1, 1000]);
    return random.pick([random.text(6), random.text(1), random.pick(ODD)]);
  }
}

/** What can be asked of one operation, with right credentials. */
function createAsked(lib, spec, operation) {
  const roles = operation.fields.filter(({ in: place }) => place !== 'cookie');
  const byRole = (word) => roles.find(({ paging }) => paging === word);
  const [requirement = {}] = operation.security;
  const credentials = lib.createCredentials(
    Object.keys(requirement),
    spec.securitySchemes,
    lib.secretsOf(spec),
    { now: Date.now, nonce: randomUUID },
  );
  const plain = lib.toExampleValues(spec, operation);
  const shown = operation.list?.paging.shows.token.filter(({ in: place }) => place !== 'header') ?? [];
  return {
    operation,
    credentials,
    page: byRole('page'),
    size: byRole('size'),
    token: byRole('token'),
    tokenOf: (json) =>
      shown.map(({ path }) => path.reduce((value, key) => value?.[key], json)).find((one) => one),
    async send(changes, { flaw, ...more } = {}) {
      const values = changes
        .filter(([field]) => field)
        .reduce((made, [field, value]) => lib.withValue(made, field, value), plain);
      const { target, ...parts } = lib.toRequestParts(operation, values, spec.exact);
      const url = `${lib.origin}/${spec.name}${target}`;
      const proven = await credentials.apply({ ...parts, url }, flaw);
      const { url: address, ...rest } = proven;
      return { ...rest, ...more, target: address.slice(lib.origin.length) };
    },
  };
}
