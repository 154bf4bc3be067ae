import { readLimited } from '../http/read-limited.ts';

/** The body's text; undefined when it has more than `most` bytes. */
export async function readBody(request: Request, most: number): Promise<string | undefined> {
  const announced = request.headers.get('content-length');
  if (announced !== null) return Number(announced) > most ? undefined : request.text();
  if (!request.body) return '';
  const bytes = await readLimited(request.body as unknown as AsyncIterable<Uint8Array>, most);
  return bytes && new TextDecoder().decode(bytes);
}
