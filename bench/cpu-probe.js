// Loaded before a server (`node --import`): answers over IPC what the process has used, so that a server under
// test needs no code for it, and ends the server when the benchmark is gone.
process.on('message', (message) => {
  if (message?.probe !== true) return;
  const { user, system } = process.cpuUsage();
  process.send({ cpu: user + system, rss: process.memoryUsage.rss() });
});
process.on('disconnect', () => process.exit());
