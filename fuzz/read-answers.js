const HEAD = /^HTTP\/1\.[01] (\d{3}) ?([^\r\n]*)\r\n/;

/**
 * The answers in what came over a connection: their status, headers and body. `broken`: why it is no row of answers.
 * The last one may be cut off, as the client may have gone before.
 */
export function readAnswers(bytes) {
  const answers = [];
  let text = bytes.toString('latin1');
  while (text !== '') {
    const head = HEAD.exec(text);
    const end = text.indexOf('\r\n\r\n');
    if (end < 0)
      return {
        answers,
        broken: 'HTTP/1.1 200 '.startsWith(text.slice(0, 5)) ? undefined : `no answer: ${text.slice(0, 200)}`,
      };
    if (!head) return { answers, broken: `no status line: ${JSON.stringify(text.slice(0, 200))}` };
    const headers = text.slice(head[0].length, end + 2);
    const status = Number(head[1]);
    const rest = text.slice(end + 4);
    const length = /^content-length: *(\d+)\r$/im.exec(headers)?.[1];
    const isChunked = /^transfer-encoding: *chunked\r$/im.test(headers);
    const isBare = status < 200 || status === 204 || status === 304;
    const size = isBare
      ? 0
      : isChunked
        ? chunkedSize(rest)
        : length === undefined
          ? rest.length
          : Number(length);
    // An answer to HEAD announces a length and has none: then the next answer follows, or nothing.
    const isHead = !isBare && size > 0 && (rest === '' || HEAD.test(rest));
    answers.push({ status, headers, body: isHead ? '' : rest.slice(0, size) });
    text = isHead ? rest : rest.slice(size);
  }
  return { answers, broken: undefined };
}

function chunkedSize(text) {
  const end = text.indexOf('0\r\n\r\n');
  return end < 0 ? text.length : end + 5;
}
