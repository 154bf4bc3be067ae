import type { Exchange } from './exchange.ts';

/** A command that repeats a request; what was a credential is a $VARIABLE. */
export function toCurl({ request }: Exchange, secrets: ReadonlyMap<string, string>): string {
  const hide = (text: string) => {
    let shown = text;
    for (const [secret, variable] of secrets) shown = shown.replaceAll(secret, `'"$${variable}"'`);
    return shown;
  };
  const parts = [
    `curl ${request.method === 'GET' ? '' : `-X ${request.method} `}${hide(quote(request.url))}`,
  ];
  for (const [name, value] of request.headers) parts.push(`-H ${hide(quote(`${name}: ${value}`))}`);
  if (request.body !== undefined) parts.push(`-d ${hide(quote(request.body))}`);
  return parts.join(' \\\n  ');
}

/** For a POSIX shell. */
function quote(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
