import type { AuthOutcome, AuthRequest, SecurityScheme } from './types.ts';

export type ApiKeyScheme = Extract<SecurityScheme, { type: 'apiKey' }>;

/** Reads one API key; a refusal when it is missing or does not look like one. */
export function readApiKey(scheme: ApiKeyScheme, request: AuthRequest): string | AuthOutcome {
  const { pattern } = scheme['x-confab']?.credential ?? {};
  const value = sentValue(scheme, request)?.trim();
  if (!value) return refuse('no-credential', scheme.name, 'is missing');
  if (pattern !== undefined && !new RegExp(pattern).test(value)) {
    return refuse('malformed-credential', scheme.name, `does not look like a key: ${pattern}`);
  }
  return value;
}

function sentValue({ in: place, name }: ApiKeyScheme, request: AuthRequest): string | undefined {
  if (place === 'header') return request.header(name.toLowerCase());
  if (place === 'query') return new URLSearchParams(request.query).get(name) ?? undefined;
  const cookies = (request.header('cookie') ?? '').split(';').map((pair) => pair.trim());
  return cookies.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1);
}

function refuse(
  cause: 'no-credential' | 'malformed-credential',
  parameter: string,
  reason: string,
): AuthOutcome {
  return { ok: false, cause, details: { parameter, reason } };
}
