/** An answer, read: its text as sent, and the text as JSON where it is JSON. */
export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly body: any;
}

export async function reply(response: Response | Promise<Response>): Promise<Reply> {
  const { status, headers, ...rest } = await toParts(await response);
  return { status, headers, ...rest };
}

async function toParts(response: Response) {
  const text = await response.text();
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    body = undefined;
  }
  return { status: response.status, headers: response.headers, text, body };
}

/** The integers as people write them, and whether a server's own parser (parseInt64 of the whole text) takes them. */
export const INTEGERS: readonly (readonly [text: string, isInteger: boolean])[] = [
  ['1', true],
  ['01', true],
  ['%2B1', true],
  ['+1', false],
  ['%201', false],
  ['1%20', false],
  ['1e3', false],
  ['1e0', false],
  ['0x1', false],
  ['1_000', false],
  ['1,000', false],
  ['1.0', false],
  ['1.5', false],
  ['one', false],
  ['true', false],
  ['null', false],
  ['%EF%BC%91', false],
  ['9223372036854775808', false],
  ['99999999999999999999999', false],
];
