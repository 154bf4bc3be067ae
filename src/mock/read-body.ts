/** So many bytes beyond the limit are read and thrown away, before the connection is cut. */
const MOST_LEFT_OVER = 16 * 1024 * 1024;

/** The body's text; undefined when it has more than `most` bytes. */
export async function readBody(request: Request, most: number): Promise<string | undefined> {
  const announced = request.headers.get('content-length');
  if (announced !== null) return Number(announced) > most ? undefined : request.text();
  if (!request.body) return '';
  const chunks: Uint8Array[] = [];
  let length = 0;
  // Read on: a client whose connection is closed while it still sends does not see the response.
  for await (const chunk of request.body as unknown as AsyncIterable<Uint8Array>) {
    length += chunk.length;
    if (length <= most) chunks.push(chunk);
    else if (length > most + MOST_LEFT_OVER) break;
  }
  return length > most ? undefined : new TextDecoder().decode(Buffer.concat(chunks));
}
