import { mapUrl } from './map-texts.ts';
import { toRules } from './rules.ts';
import { createSecrets } from './secrets.ts';
import { standIn } from './stand-in.ts';

/** An address without what is secret by its names and forms, for messages about requests that no spec knows. */
export function urlWithoutSecrets(url: string): string {
  const secrets = createSecrets({
    ...toRules({ securitySchemes: {}, operations: [] }),
    takesPhones: true,
    credentials: {},
    replacementOf: ({ name }, secret) => standIn(name, secret),
  });
  mapUrl(url, secrets.study);
  return mapUrl(
    url,
    secrets.replacing(() => {}),
  );
}
