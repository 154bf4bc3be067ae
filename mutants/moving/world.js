import { sourceOf } from '../vendors.js';
import { MOVES } from './moves.js';

const NOW = Date.UTC(2026, 2, 20, 8, 0, 0);
/** The most rows that come in. */
const SPARE = 1500;
/** Every so many rows one is kept back, to come late. */
const LATE_STEP = 40;

/**
 * A mock whose lists move once in so many requests, as `move` says. `tick` counts a request and gives the mock as it is
 * then. The rows are those that the mock makes of its seed, so a list that moved is still one that it could have.
 * `replicas`: so many services answer in turn, each a move behind the one before.
 */
export async function createMovingWorld(
  lib,
  { vendor, profiles, rows = 237, every, seed = 1, move = 'a new row comes', replicas = 1 },
) {
  const source = sourceOf(vendor);
  const [spec] = await lib.loadSpecs({ vendors: [source], profiles });
  const lists = new Map();
  for (const [name, schema] of spec.collections)
    lists.set(name, await createList(lib, spec, name, schema, { seed, rows }));
  const make = () =>
    lib.createMock({
      vendors: [source],
      profiles,
      seed,
      strictKeys: true,
      keys: { [spec.name]: lib.knownToMock(spec) },
      rows: Object.fromEntries([...lists].map(([name, list]) => [`${spec.name}.${name}`, list.rows])),
    });
  const mocks = [await make()];
  let requests = 0;
  let version = 0;
  return {
    spec: mocks[0].specs[0],
    fetch: (request) => (mocks[requests % replicas] ?? mocks.at(-1)).fetch(request),
    /** Which state of the lists is shown now. */
    version: () => version,
    async tick() {
      requests += 1;
      if (requests % every !== 0) return;
      version += 1;
      for (const list of lists.values())
        if (list.rows.length > 0) list.rows = MOVES[move]({ ...list, turn: version }).rows;
      mocks.unshift(await make());
      mocks.splice(Math.max(1, replicas));
    },
  };
}

async function createList(lib, spec, name, schema, { seed, rows }) {
  const late = Math.floor(rows / LATE_STEP);
  const generated = lib.createGeneratedRows({
    name: `${spec.name}.${name}`,
    schema,
    schemas: spec.schemas,
    seed,
    size: SPARE + rows + late,
    older: 0,
    now: NOW,
    pools: await lib.createPools(spec.document, spec.file),
    indexed: new Set(),
  });
  const view = generated.view(schema);
  const all = Array.from({ length: generated.size }, (_, index) => JSON.parse(view(index)));
  const shown = all.slice(SPARE);
  const isLate = (_, index) => index % (LATE_STEP + 1) === LATE_STEP;
  const times = [...spec.schemas.properties(schema)].filter(([, one]) => isTime(one)).map(([name]) => name);
  return {
    rows: shown.filter((row, index) => !isLate(row, index)),
    late: shown.filter(isLate),
    spare: all.slice(0, SPARE),
    change: (row) => changed(row, spec.schemas.properties(schema)),
    /** The row with the times of a newer one, by which lists are ordered. */
    touch: (row, newer) => ({
      ...changed(row, spec.schemas.properties(schema)),
      ...Object.fromEntries(times.filter((name) => name in row).map((name) => [name, newer[name]])),
    }),
  };
}

function isTime({ 'x-confab': hints = {} }) {
  return hints.time !== undefined;
}

/** Another number where the row has a free one. */
function changed(row, fields) {
  const name = [...fields].find(
    ([one, schema]) =>
      typeof row[one] === 'number' &&
      Object.keys(schema['x-confab'] ?? {}).every((word) => word === 'evidence') &&
      schema.enum === undefined,
  )?.[0];
  if (name === undefined) return row;
  const { maximum = Number.POSITIVE_INFINITY } = new Map(fields).get(name);
  return { ...row, [name]: row[name] < maximum ? row[name] + 1 : row[name] - 1 };
}
