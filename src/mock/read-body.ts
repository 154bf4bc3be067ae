/** The body's text; undefined when it has more than `most` bytes, which are read to their end but not kept. */
export async function readBody(request: Request, most: number): Promise<string | undefined> {
  const announced = request.headers.get('content-length');
  if (announced !== null) return Number(announced) > most ? undefined : request.text();
  if (!request.body) return '';
  const chunks: Uint8Array[] = [];
  let length = 0;
  // Read to the end: a client whose connection is closed while it still sends does not see the response.
  for await (const chunk of request.body as unknown as AsyncIterable<Uint8Array>) {
    length += chunk.length;
    if (length <= most) chunks.push(chunk);
  }
  return length > most ? undefined : new TextDecoder().decode(Buffer.concat(chunks));
}
