/** Sends a request of a scenario and answers with its status, headers and bytes. */
export async function ask(url, { method, path, headers, body }) {
  const response = await fetch(url + path, { method, headers, body });
  return {
    status: response.status,
    headers: response.headers,
    bytes: Buffer.from(await response.arrayBuffer()),
  };
}

/** The rows of an answer. Throws unless it is a 200 with as many rows as were asked for. */
export async function askRows(url, operation, request, size) {
  const { status, bytes } = await ask(url, request);
  const where = `${request.method} ${url}${request.path} ${request.body ?? ''}`;
  if (status !== 200) throw new Error(`${where}: ${status} ${bytes.toString().slice(0, 500)}`);
  const rows = operation.rowsOf(JSON.parse(bytes.toString()));
  if (rows?.length !== size) throw new Error(`${where}: ${rows?.length} rows instead of ${size}`);
  return rows;
}
