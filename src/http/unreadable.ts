/** Why a request cannot be read, in words for people. */
export interface Unreadable {
  readonly status: 400 | 408 | 413 | 431;
  /** For `x-confab-cause`. */
  readonly cause: 'malformed-request' | 'request-too-long';
  readonly title: string;
  readonly detail: string;
}

/** As many as a recording may have. Node by itself reads 2,000 and forgets the others, a credential among them, say. */
const MOST_READ = 1000;

/**
 * What Node's parser lets through, although HTTP does not. Headers are names and values in turn, as Node has them.
 */
export function whyUnreadable(target: string, headers: readonly string[]): Unreadable | undefined {
  if (headers.length > MOST_READ * 2)
    return tooLong(431, `It has ${headers.length / 2} headers, and at most ${MOST_READ} are read.`);
  if (target.includes('#'))
    return malformed(
      'Its target has a #: a fragment stays with the client (RFC 9112, 3.2). Send it as %23, or leave it out.',
    );
  return undefined;
}

/** What Node's parser says of a request that it gave up. */
export function whyBroken({ code, message }: NodeJS.ErrnoException): Unreadable {
  if (code === 'HPE_HEADER_OVERFLOW')
    return tooLong(431, 'Its target and headers are longer than the 16 KiB that Node reads.');
  if (code === 'HPE_CHUNK_EXTENSIONS_OVERFLOW')
    return tooLong(413, 'The extensions of its chunks are longer than the 16 KiB that Node reads.');
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT')
    return {
      status: 408,
      cause: 'malformed-request',
      title: 'The request did not come to its end in time',
      detail: 'It was begun, and the rest did not come.',
    };
  return malformed(`Node's parser says: ${message.replace(/^Parse Error: /, '')}.`);
}

function tooLong(status: 413 | 431, detail: string): Unreadable {
  return { status, cause: 'request-too-long', title: 'The request is too long', detail };
}

function malformed(detail: string): Unreadable {
  return { status: 400, cause: 'malformed-request', title: 'This is not a valid HTTP request', detail };
}
