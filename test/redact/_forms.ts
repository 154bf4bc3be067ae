export interface Planted {
  readonly type: string;
  readonly text: string;
}

type Plant = (name: string, value: string) => Planted;

const xml = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
const url = encodeURIComponent;
const js = JSON.stringify;
const multipart = (head: string, body: string) =>
  `--bnd\r\nContent-Disposition: form-data; name="keep"\r\n\r\nkeep-me\r\n--bnd\r\n${head}\r\n\r\n${body}\r\n--bnd--\r\n`;
const page = (inner: string) => `<!DOCTYPE html><html><body><p>keep-me</p>${inner}</body></html>`;

/** The forms of a body in which a named value stands; each has `keep-me` in it, which stays. */
export const FORMS: Readonly<Record<string, Plant>> = {
  JSON: (name, value) => ({ type: 'application/json', text: js({ keep: 'keep-me', [name]: value }) }),
  'JSON, nested': (name, value) => ({
    type: 'application/json',
    text: js({ a: [{ k: 'keep-me', b: { [name]: [value] } }] }),
  }),
  'JSON, one around a value': (name, value) => ({
    type: 'application/json',
    text: js({ k: 'keep-me', [name]: { value, type: 'x' } }),
  }),
  'JSON, a name with a value': (name, value) => ({
    type: 'application/json',
    text: js([{ k: 'keep-me' }, { name, value }]),
  }),
  'JSON with blanks': (name, value) => ({
    type: 'application/json',
    text: `{ "k" : "keep-me",\n ${js(name)} : ${js(value)} }`,
  }),
  'JSON, cut off': (name, value) => ({
    type: 'application/json',
    text: `{"k":"keep-me","x":{${js(name)}:${js(value).slice(0, -1)}`,
  }),
  'JSON in JSON': (name, value) => ({
    type: 'application/json',
    text: js({ k: 'keep-me', data: js({ [name]: value }) }),
  }),
  'JSON a line': (name, value) => ({
    type: 'application/x-ndjson',
    text: `{"k":"keep-me"}\n${js({ [name]: value })}\n`,
  }),
  'JSON as a script': (name, value) => ({
    type: 'text/javascript',
    text: `call({"k":"keep-me",${js(name)}:${js(value)}});`,
  }),
  'JSON that is called a form': (name, value) => ({
    type: 'application/x-www-form-urlencoded',
    text: js({ k: 'keep-me', [name]: value }),
  }),
  form: (name, value) => ({
    type: 'application/x-www-form-urlencoded',
    text: `k=keep-me&${url(name)}=${url(value)}`,
  }),
  'form with brackets': (name, value) => ({
    type: 'application/x-www-form-urlencoded',
    text: `k=keep-me&user[${name}]=${url(value)}`,
  }),
  'form without its label': (name, value) => ({
    type: 'text/plain',
    text: `k=keep-me&${url(name)}=${url(value)}`,
  }),
  'part of a form': (name, value) => ({
    type: 'multipart/form-data; boundary=bnd',
    text: multipart(`Content-Disposition: form-data; name="${name}"`, value),
  }),
  'part without a label': (name, value) => ({
    type: 'application/octet-stream',
    text: multipart(`Content-Disposition: form-data; name="${name}"`, value),
  }),
  'file with that name': (name, value) => ({
    type: 'multipart/form-data; boundary=bnd',
    text: multipart(
      `Content-Disposition: form-data; name="${name}"; filename="k.txt"\r\nContent-Type: text/plain`,
      value,
    ),
  }),
  'file of JSON': (name, value) => ({
    type: 'multipart/form-data; boundary=bnd',
    text: multipart(
      'Content-Disposition: form-data; name="f"; filename="k.json"\r\nContent-Type: application/json',
      js({ [name]: value }),
    ),
  }),
  'file of lines': (name, value) => ({
    type: 'multipart/mixed; boundary="bnd"',
    text: multipart('Content-Disposition: attachment; filename=".env"', `A=1\n${name}=${value}\n`),
  }),
  'JSON in a part': (name, value) => ({
    type: 'multipart/related; boundary=bnd',
    text: multipart('Content-Type: application/json', js({ [name]: value })),
  }),
  element: (name, value) => ({
    type: 'application/xml',
    text: `<?xml version="1.0"?><r><k>keep-me</k><${name}>${xml(value)}</${name}></r>`,
  }),
  'element with a namespace': (name, value) => ({
    type: 'application/soap+xml',
    text: `<s:r xmlns:s="urn:x"><s:k>keep-me</s:k><s:${name} a="1">${xml(value)}</s:${name}></s:r>`,
  }),
  'element of CDATA': (name, value) => ({
    type: 'text/xml',
    text: `<?xml version="1.0"?><r><k>keep-me</k><${name}><![CDATA[${value}]]></${name}></r>`,
  }),
  'element, cut off': (name, value) => ({
    type: 'text/xml',
    text: `<?xml version="1.0"?><r><k>keep-me</k><${name}>${xml(value)}`,
  }),
  attribute: (name, value) => ({
    type: 'text/xml',
    text: `<r k="keep-me"><a x="1" ${name}="${xml(value)}" y='2'/></r>`,
  }),
  'attribute in single quotes': (name, value) => ({
    type: 'text/xml',
    text: `<r k="keep-me"><a ${name} = '${xml(value)}'></a></r>`,
  }),
  'attribute, cut off': (name, value) => ({
    type: 'text/xml',
    text: `<r k="keep-me"><a ${name}="${xml(value)}`,
  }),
  'element with a name': (name, value) => ({
    type: 'text/xml',
    text: `<r><k>keep-me</k><p value="${xml(value)}" name="${name}"/></r>`,
  }),
  'text of an element with a name': (name, value) => ({
    type: 'text/xml',
    text: `<r><k>keep-me</k><string name="${name}">${xml(value)}</string></r>`,
  }),
  'element beside its name': (name, value) => ({
    type: 'text/xml',
    text: `<r><k>keep-me</k><m><name>${name}</name><value>${xml(value)}</value></m></r>`,
  }),
  'property list': (name, value) => ({
    type: 'text/xml',
    text: `<dict><key>k</key><string>keep-me</string><key>${name}</key><string>${xml(value)}</string></dict>`,
  }),
  'comment in XML': (name, value) => ({
    type: 'text/xml',
    text: `<r><k>keep-me</k><!-- ${name}="${value}" --></r>`,
  }),
  'input in HTML': (name, value) => ({
    type: 'text/html',
    text: page(`<input type=hidden name=${name} value="${xml(value)}">`),
  }),
  'meta in HTML': (name, value) => ({
    type: 'text/html',
    text: page(`<meta content='${xml(value)}' name='${name}'>`),
  }),
  'data attribute in HTML': (name, value) => ({
    type: 'text/html',
    text: page(`<div data-${name}="${xml(value)}"></div>`),
  }),
  'JSON in an attribute': (name, value) => ({
    type: 'text/html',
    text: page(`<div data-config="${xml(js({ [name]: value }))}"></div>`),
  }),
  'JSON in a script': (name, value) => ({
    type: 'text/html',
    text: page(`<script>window.__STATE__ = {"a":1,${js(name)}:${js(value)}};</script>`),
  }),
  'script of JSON': (name, value) => ({
    type: 'text/html',
    text: page(`<script type="application/json">${js({ [name]: value })}</script>`),
  }),
  'assignment in a script': (name, value) => ({
    type: 'text/html',
    text: page(`<script>var a = 1; config["${name}"] = '${value}';</script>`),
  }),
  'area of text': (name, value) => ({
    type: 'text/html',
    text: page(`<textarea id="${name}">${xml(value)}</textarea>`),
  }),
  event: (name, value) => ({
    type: 'text/event-stream',
    text: `data: {"k":"keep-me"}\n\ndata: ${js({ [name]: value })}\n\n`,
  }),
  'event over several lines': (name, value) => ({
    type: 'text/event-stream',
    text: `: hello\r\ndata: {"k":"keep-me"}\r\n\r\nevent: x\r\ndata: {${js(name)}:\r\ndata:${js(value)}\r\ndata: }\r\nid: 7\r\n\r\n`,
  }),
  'event without its label': (name, value) => ({
    type: 'text/plain',
    text: `event: keep-me\ndata: {${js(name)}:\ndata: ${js(value)}}\n\n`,
  }),
  'line with an equals sign': (name, value) => ({
    type: 'text/plain',
    text: `keep-me\n${name}=${url(value)}\n`,
  }),
  'line in quotes': (name, value) => ({ type: 'text/plain', text: `keep-me\n"${name}"  :  "${value}"\n` }),
  'lines of INI': (name, value) => ({
    type: 'text/plain',
    text: `[main]\nk = keep-me\n; comment\n${name} = ${value}\n`,
  }),
  'lines of env': (name, value) => ({
    type: 'text/plain',
    text: `# x\nK=keep-me\nexport ${name.toUpperCase()}="${value}"\n`,
  }),
  'lines of YAML': (name, value) => ({
    type: 'application/yaml',
    text: `k: keep-me\nuser:\n  - id: 1\n    ${name}: ${value}   # of x\n`,
  }),
  'block of YAML': (name, value) => ({
    type: 'application/yaml',
    text: `k: keep-me\n${name}: |\n  ${value}\nb: 2\n`,
  }),
  'lines of a header': (name, value) => ({
    type: 'message/http',
    text: `K: keep-me\r\nX-${name}: ${value}\r\n`,
  }),
};
