import type { Parameter } from './parameters.ts';
import type { Reader } from './reader.ts';

/** Header parameters whose definitions OpenAPI has ignored since 3.0, and what says the same instead. */
const INSTEAD = {
  accept: 'the media types of the responses say what is accepted',
  'content-type': 'the media types of the request body say what is sent',
  authorization: 'security says which credentials are sent',
} as const;

/**
 * The parameters without the headers that OpenAPI says to ignore; each is told of. Documents without any security that
 * have a parameter for the credential keep it: nothing else of them says that there is one.
 */
export function withoutIgnored(
  { source, warn }: Reader,
  parameters: readonly Parameter[],
  isSecured: boolean,
): readonly Parameter[] {
  return parameters.filter((one) => {
    const name = one.in === 'header' ? one.name.toLowerCase() : '';
    if (!Object.hasOwn(INSTEAD, name) || (name === 'authorization' && !isSecured)) return true;
    const instead = INSTEAD[name as keyof typeof INSTEAD];
    warn(`OpenAPI ignores a header parameter named ${one.name}: ${instead}`, source.at(one.node));
    return false;
  });
}
