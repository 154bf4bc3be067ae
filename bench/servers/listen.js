/** Listens on a free port of 127.0.0.1 and says so the way `confab mock --json` does. */
export function listen(server) {
  server.listen(0, '127.0.0.1', () => {
    const url = `http://127.0.0.1:${server.address().port}`;
    console.log(JSON.stringify({ event: 'listening', url }));
  });
}

/** The bytes that a constant server answers with, as the benchmark last set them. */
export function constantAnswer() {
  const answer = { headers: {}, body: Buffer.alloc(0) };
  process.on('message', (message) => {
    if (!message?.answer) return;
    answer.headers = message.answer.headers;
    answer.body = Buffer.from(message.answer.body, 'base64');
    process.send({ ok: true });
  });
  return answer;
}
