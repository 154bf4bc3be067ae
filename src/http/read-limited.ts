/** So many bytes beyond the limit are read and thrown away, before the connection is cut. */
const MOST_LEFT_OVER = 16 * 1024 * 1024;

/** A body's bytes; undefined when it has more than `most`. */
export async function readLimited(
  body: AsyncIterable<Uint8Array>,
  most: number,
): Promise<Buffer | undefined> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  // Reads on: a client whose connection is closed while it still sends does not see the response.
  for await (const chunk of body) {
    length += chunk.length;
    if (length <= most) chunks.push(chunk);
    else if (length > most + MOST_LEFT_OVER) break;
  }
  return length > most ? undefined : Buffer.concat(chunks);
}
