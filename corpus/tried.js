import { readCurl } from './read-curl.js';

const ADDRESS = 'http://127.0.0.1:4010';

/** Sends the printed command of each operation to the mock, and says which ones got no valid success, and why. */
export async function tried({ canSucceed, toCurl, needsSignature, checkExchange }, spec, mock, isOver) {
  // No client of a browser or of Node sends TRACE.
  const askable = spec.operations.filter(
    (one) => canSucceed(one) && one.method !== 'TRACE' && !needsSignature(spec, one),
  );
  const wanted = askable.filter((one) => !isSaidImpossible(spec, one));
  let good = 0;
  const bad = [];
  const later = [];
  for (const operation of wanted) {
    if (isOver()) {
      later.push(operation.id);
      continue;
    }
    const why = await whyNot(operation).catch((error) => `${error.stack ?? error}`.slice(0, 600));
    if (why === undefined) good += 1;
    else bad.push({ operation: operation.id, why });
  }
  return { wanted: wanted.length, said: askable.length - wanted.length, good, bad, notTried: later.length };

  async function whyNot(operation) {
    const { method, url, headers, body } = readCurl(toCurl(spec, operation, ADDRESS));
    const request = new Request(url, { method, headers, ...(body !== undefined && { body }) });
    const response = await mock.fetch(request);
    const bytes = new Uint8Array(await response.arrayBuffer());
    const text = new TextDecoder().decode(bytes);
    if (!isFine(operation, response.status)) return `${response.status} ${text.slice(0, 400)}`;
    const exchange = {
      origin: 'in-process',
      request: { method, url, headers, body: typeof body === 'string' ? body : undefined },
      response: { status: response.status, headers: [...response.headers], body: bytes, complete: true },
      milliseconds: 0,
      at: 0,
    };
    const errors = checkExchange(spec, operation, exchange, { asserted: 'assumed' }).filter(
      ({ level }) => level === 'error',
    );
    if (errors.length === 0) return undefined;
    const [{ check, title, expected, actual, pointer }] = errors;
    return `${response.status}, but ${check}: ${title} at ${pointer || '/'}: ${expected}; ${actual}`.slice(
      0,
      500,
    );
  }
}

/** A success; where an operation declares none that is a 2xx, whatever it declares instead of an error. */
function isFine({ responses }, status) {
  if (status >= 200 && status < 300) return true;
  const declares = [...responses.keys()].some((one) => /^2/.test(one));
  return !declares && status >= 300 && status < 400 && responses.has(String(status));
}

/** Whether a warning says that nothing fits what a request must have, or its answer. */
function isSaidImpossible({ warnings }, { pointer, body }) {
  const parts = [
    ...(body?.required ? [`${pointer}/requestBody/`] : []),
    `${pointer}/parameters/`,
    `${pointer}/responses/2`,
  ];
  return warnings.some(
    ({ message, place }) =>
      message.startsWith('no finite value fits') && parts.some((part) => place.pointer?.startsWith(part)),
  );
}
