import { randomUUID } from 'node:crypto';
import { createRandom } from '../fuzz/random.js';

/** How many scopes are looked at as a whole; each entry of a journal is examined when it is read. */
const READ_WHOLE = 20;

/**
 * The requests of a soak over scopes: each is made, gets rows and a plan of its own, is used by its addresses and by its
 * credentials, and must have seen exactly its own at the end. Then one of four is deleted; the others are left until they
 * have to make room. `source()` is one client, which lives through one scope after another: it is given the last answer, and
 * gives the next request.
 */
export function createScopeLoad(lib, specs, { scopes, requests, seed }) {
  const lists = specs.flatMap((spec) =>
    spec.operations.filter(({ list }) => list?.shows === 'many').map((operation) => ({ spec, operation })),
  );
  const each = Math.max(12, Math.floor(requests / scopes)) - 6;
  let made = 0;
  let served = 0;

  async function* lives() {
    for (;;) {
      made += 1;
      yield* life(made, createRandom(seed + made));
    }
  }

  async function* life(number, random) {
    const name = `soak-${number}`;
    const { json } = expected(201, yield control('POST', '', { name }));
    const { spec, operation } = random.pick(lists);
    const collection = `${spec.name}.${operation.list.collection}`;
    const size = random.below(50);
    expected(200, yield control('PUT', `/${name}/rows/${collection}`, size));
    const after = random.below(each - 1);
    const fault = {
      operation: `${spec.name}.${operation.id}`,
      cause: random.pick([...operation.failures.keys()]),
      after,
      times: 1,
    };
    expected(200, yield control('PUT', `/${name}/plan`, { faults: [fault] }));
    for (let call = 0; call < each; call += 1) {
      const answer = yield toVendor(spec, operation, json.vendors[spec.name], random);
      const marked = answer.headers['x-confab-fault'];
      const due = call === after ? `cause=${fault.cause}` : undefined;
      if (marked !== due) throw new Error(`${name}: call ${call} got the fault ${marked}, not ${due}`);
    }
    served += each;
    const whole = number % READ_WHOLE === 0;
    const seen = expected(200, yield control('GET', `/${name}/journal${whole ? '' : '?limit=1'}`)).json;
    const foreign = seen.entries.find(({ scope }) => scope !== name);
    if (foreign || (whole && seen.entries.length + seen.dropped !== each))
      throw new Error(
        `${name}: its journal has ${seen.entries.length} entries (${seen.dropped} dropped of ${each}) of ${foreign?.scope ?? name}`,
      );
    const rows = expected(200, yield control('GET', `/${name}/rows/${collection}?limit=1`)).json;
    if (rows.total !== size) throw new Error(`${name}: it has ${rows.total} rows, not ${size}`);
    if (number % 4 === 0) expected(204, yield control('DELETE', `/${name}`));
  }

  async function toVendor(spec, operation, { url, credentials, ...only }, random) {
    const names = Object.keys(operation.security[0] ?? {});
    const credential = credentials?.[names.join('+')] ?? only.credential;
    const byCredential = credential !== undefined && random.below(2) === 0;
    const secrets = byCredential ? partsOf(names, credential) : lib.secretsOf(spec);
    const client = lib.createCredentials(names, spec.securitySchemes, secrets, {
      now: Date.now,
      nonce: randomUUID,
    });
    const { target, ...parts } = lib.toRequestParts(
      operation,
      lib.toExampleValues(spec, operation),
      spec.exact,
    );
    const base = byCredential ? `${lib.origin}/${spec.name}` : url;
    const { url: address, ...sent } = await client.apply({ ...parts, url: base + target });
    const kind = byCredential ? 'by credential' : 'by address';
    return { kind, ...sent, target: address.slice(lib.origin.length) };
  }

  return {
    source() {
      const requests = lives();
      return async (answer) => (await requests.next(answer)).value;
    },
    summary: () => `${made} scopes were made; ${served} calls in them, and each got its own`,
  };
}

function control(method, path, body) {
  return {
    kind: 'control',
    method,
    target: `/_confab/scopes${path}`,
    headers: body === undefined ? {} : { 'content-type': 'application/json' },
    body: body === undefined ? undefined : JSON.stringify(body),
  };
}

function expected(status, answer) {
  if (answer.status !== status)
    throw new Error(`${answer.status}, not ${status}: ${answer.text.slice(0, 300)}`);
  return { ...answer, json: answer.text === '' ? undefined : JSON.parse(answer.text) };
}

/** Of several schemes the credential has a part each, with colons between. */
function partsOf(names, credential) {
  const parts = names.length > 1 ? credential.split(':') : [credential];
  return Object.fromEntries(names.map((name, index) => [name, parts[index]]));
}
