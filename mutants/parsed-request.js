/** A request taken apart: what stands where can be read and changed. */
export async function parseRequest(request) {
  const headers = Object.fromEntries(request.headers);
  const text = request.body === null ? undefined : await request.text();
  return { method: request.method, url: request.url, headers, text };
}

export function toRequest({ method, url, headers, text }) {
  return new Request(url, { method, headers, ...(text !== undefined && { body: text }) });
}

/** What a request has in a field, or where an OpenAPI runtime expression says; in a query or a header it is text. */
export function readField(asked, { in: place, name: parameter, path }) {
  const name = memberName(place, parameter, path);
  if (place === 'query') return new URL(asked.url).searchParams.get(name) ?? undefined;
  if (place === 'header') return asked.headers[name];
  if (place === 'path') return decodeURIComponent(pathPart(asked, name)?.text ?? '');
  if (place === 'body') return getIn(parseJson(asked.text), path);
  return undefined;
}

/** The request with another value in a field; undefined takes it away. */
export function writeField(asked, { in: place, name: parameter, path }, value) {
  const name = memberName(place, parameter, path);
  if (place === 'query') {
    const url = new URL(asked.url);
    if (value === undefined) url.searchParams.delete(name);
    else url.searchParams.set(name, String(value));
    return { ...asked, url: url.href };
  }
  if (place === 'header') {
    const { [name]: _, ...headers } = asked.headers;
    return { ...asked, headers: value === undefined ? headers : { ...headers, [name]: String(value) } };
  }
  if (place === 'path') {
    const url = new URL(asked.url);
    const { start, end } = pathPart(asked, name);
    const { pathname } = url;
    url.pathname = pathname.slice(0, start) + encodeURIComponent(value) + pathname.slice(end);
    return { ...asked, url: url.href };
  }
  if (place === 'body') {
    const body = parseJson(asked.text);
    return { ...asked, text: JSON.stringify(setIn(isObject(body) ? body : {}, path, value)) };
  }
  return asked;
}

/** A member of a deep object by its name in a query: `created[gte]`. */
function memberName(place, name, path = []) {
  return place === 'body' ? name : path.reduce((known, member) => `${known}[${member}]`, name);
}

function pathPart({ url, pathPattern: { names, regex } }, name) {
  const found = regex.exec(new URL(url).pathname);
  const index = names.indexOf(name) + 1;
  if (!found || index === 0) return undefined;
  const [start, end] = found.indices[index];
  return { text: found[index], start, end };
}

export function getIn(value, [key, ...rest]) {
  if (key === undefined) return value;
  return typeof value === 'object' && value !== null ? getIn(value[key], rest) : undefined;
}

/** A copy with another value at a path; undefined takes it away. */
export function setIn(target, [key, ...rest], value) {
  if (key === undefined) return value;
  const copy = Array.isArray(target) ? [...target] : { ...target };
  const next = rest.length === 0 ? value : setIn(copy[key] ?? {}, rest, value);
  if (next === undefined) delete copy[key];
  else copy[key] = next;
  return copy;
}

export function isObject(value) {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function parseJson(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
