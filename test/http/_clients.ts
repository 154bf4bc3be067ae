import http, { type ClientRequest, type IncomingMessage } from 'node:http';
import https, { request as importedRequest } from 'node:https';
import axios from 'axios';

export interface Answer {
  readonly status: number;
  readonly body: any;
}

type Client = (url: string, headers: Record<string, string>) => Promise<Answer>;

const fetched = async (response: Response): Promise<Answer> => ({
  status: response.status,
  body: await response.json(),
});

function answered(send: (answer: (response: IncomingMessage) => void) => ClientRequest): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = send((response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, body: JSON.parse(Buffer.concat(chunks).toString()) }),
      );
    });
    sent.on('error', reject);
    sent.end();
  });
}

const partsOf = (url: string) => {
  const { hostname, pathname, search } = new URL(url);
  return { hostname, path: pathname + search };
};

/** The ways in which programs send a GET over HTTPS. */
export const CLIENTS: Readonly<Record<string, Client>> = {
  'fetch, a text': async (url, headers) => fetched(await fetch(url, { headers })),
  'fetch, a URL': async (url, headers) => fetched(await fetch(new URL(url), { headers })),
  'fetch, a Request': async (url, headers) => fetched(await fetch(new Request(url, { headers }))),
  'https.request, a text': (url, headers) => answered((answer) => https.request(url, { headers }, answer)),
  'https.request, a URL': (url, headers) =>
    answered((answer) => https.request(new URL(url), { headers }, answer)),
  'https.request, options': (url, headers) =>
    answered((answer) => https.request({ ...partsOf(url), headers }, answer)),
  'https.request, with an agent of its own': (url, headers) =>
    answered((answer) =>
      https.request(url, { headers, agent: new https.Agent({ keepAlive: true }), timeout: 60_000 }, answer),
    ),
  'https.request, its headers as a list': (url, headers) =>
    answered((answer) =>
      https.request(
        { ...partsOf(url), headers: [...Object.entries(headers).flat(), 'Host', new URL(url).host] },
        answer,
      ),
    ),
  'https.get': (url, headers) => answered((answer) => https.get(url, { headers }, answer)),
  'request of node:https, imported by its name': (url, headers) =>
    answered((answer) => importedRequest(url, { headers }, answer)),
  'http.request with an agent for HTTPS': (url, headers) =>
    answered((answer) => http.request({ ...partsOf(url), headers, agent: https.globalAgent }, answer)),
  'http.request through an HTTP proxy': (url, headers) =>
    answered((answer) =>
      http.request(
        {
          hostname: 'proxy.example',
          port: 3128,
          path: url,
          headers: { ...headers, host: new URL(url).host },
        },
        answer,
      ),
    ),
  axios: async (url, headers) => {
    const { status, data } = await axios.get(url, { headers, proxy: false, validateStatus: () => true });
    return { status, body: data };
  },
  'axios, by its fetch': async (url, headers) => {
    const { status, data } = await axios.get(url, { headers, adapter: 'fetch', validateStatus: () => true });
    return { status, body: data };
  },
};
