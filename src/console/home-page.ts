import { createHash } from 'node:crypto';
import { raw } from 'hono/html';
import { type Html, html } from '../text/html-template.ts';
import { plural } from '../text/plural.ts';
import { version } from '../version.ts';
import { HOME_SCRIPT } from './home-script.ts';
import { HOME_STYLE } from './home-style.ts';
import { requestsSection, type ShownRequests } from './requests-section.ts';
import type { ServedOperation, ServedVendor } from './served-vendors.ts';

interface Home {
  readonly vendors: readonly ServedVendor[];
  readonly url: string;
  readonly seed: number;
  readonly requests: ShownRequests;
}

/** Nothing but what is in the page itself, and what this server answers. */
const POLICY = [
  "default-src 'none'",
  `style-src ${hashOf(HOME_STYLE)}`,
  `script-src ${hashOf(HOME_SCRIPT)}`,
  "connect-src 'self'",
  'img-src data:',
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** For people with a browser: what is served and how to call it, in one page that works without its script. */
export function toHomePage({ vendors, url, seed, requests }: Home) {
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="data:,">
<title>${`confab: ${plural(vendors.length, 'vendor')}`}</title>
<style>${raw(HOME_STYLE)}</style>
</head>
<body>
<header>
<p class="quiet">confab ${version()}</p>
<h1>${plural(vendors.length, 'vendor')} on <code>${url}</code></h1>
<p>Replace a vendor’s origin by its address below and keep the path; an SDK that takes only a host gets <code>${new URL(url).host}</code>. The rows are those of seed ${seed}.</p>
</header>
<main>
${vendors.map(vendorSection)}
${requestsSection(requests)}
</main>
<footer class="quiet">For programs: this page as JSON with <code>Accept: application/json</code>, <a href="/_confab/health">health</a>, and how to steer it: <a href="/_confab/openapi.json">OpenAPI</a>.</footer>
<script>${raw(HOME_SCRIPT)}</script>
</body>
</html>
`;
  return {
    status: 200,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': POLICY,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cache-control': 'no-store',
      vary: 'accept',
    },
    body: String(page),
  };
}

function vendorSection({ name, title, url, credential, operations }: ServedVendor): Html {
  return html`<section class="vendor" aria-labelledby="${name}">
<h2 id="${name}">${name} <span class="quiet">${title}</span></h2>
<dl>
<div><dt>address</dt><dd><code>${url}</code></dd></div>
<div><dt>test credential</dt><dd>${credential === '' ? 'none is needed' : html`<code>${credential}</code>`}</dd></div>
</dl>
${operations.map(operationDetails)}
</section>
`;
}

function operationDetails({ id, method, path, summary, curl }: ServedOperation): Html {
  return html`<details>
<summary><code><b>${method}</b> ${path}</code> <span class="quiet">${summary === '' ? id : `${id}: ${summary}`}</span></summary>
<pre>${curl}</pre>
</details>
`;
}

function hashOf(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}
