import { type Agent, type IncomingHttpHeaders, type OutgoingHttpHeaders, request } from 'node:http';
import { connect } from 'node:net';

/** What is sent as it stands: node:http normalises neither the target nor the headers. */
export interface Sent {
  readonly target: string;
  readonly method?: string;
  readonly headers?: OutgoingHttpHeaders;
  readonly body?: Uint8Array | string;
  readonly agent?: Agent;
}

/** An answer as it came: the bytes, and the client's end of the connection that they came on. */
export interface Received {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly bytes: Buffer;
  readonly from: number | undefined;
}

export function send(port: number, { target, method = 'GET', body, ...rest }: Sent): Promise<Received> {
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, path: target, method, ...rest }, (answer) => {
      const chunks: Buffer[] = [];
      const from = answer.socket.localPort;
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('error', reject);
      answer.on('end', () =>
        resolve({
          status: answer.statusCode ?? 0,
          headers: answer.headers,
          bytes: Buffer.concat(chunks),
          from,
        }),
      );
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

/** Writes lines as they stand and reads until the server closes, which the last request must ask for. */
export function talk(port: number, ...lines: string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1');
    let text = '';
    socket.setEncoding('latin1');
    socket.on('data', (chunk: string) => {
      text += chunk;
    });
    socket.on('error', reject);
    socket.on('close', () => resolve(text));
    socket.write(lines.join('\r\n'), 'latin1');
  });
}
