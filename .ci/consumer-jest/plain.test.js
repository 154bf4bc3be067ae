// Jest without a flag, in CommonJS: the matcher from `setupFilesAfterEnv`, and the global `expect`.
test('an answer keeps its contract', async () => {
  const response = await fetch(process.env.PAGE, { headers: { authorization: 'Bearer app-any' } });
  await expect(response).toMatchContract('gptbots', 'listConversations');
});

test('bytes of this context are read', async () => {
  const body = new TextEncoder().encode('{"list":4}');
  await expect({ status: 200, body }).not.toMatchContract('gptbots', 'listConversations');
  await expect({ status: 200, body: body.buffer }).not.toMatchContract('gptbots', 'listConversations');
});

test('a mistake is a sentence', async () => {
  await expect(expect({ status: 200 }).toMatchContract('gptbots', 'list')).rejects.toThrow(
    'gptbots has no operation list',
  );
});
