/** Sends a message to a child process and waits for its answer; a child that ends instead is an error. */
export function exchange(child, message) {
  return new Promise((resolve, reject) => {
    const settle = (done) => (value) => {
      child.off('message', answered);
      child.off('exit', ended);
      done(value);
    };
    const answered = settle(resolve);
    const ended = settle((code) =>
      reject(new Error(`a process of the benchmark ended (${code}): see above`)),
    );
    child.on('message', answered);
    child.on('exit', ended);
    child.send(message, (error) => error && ended(error.message));
  });
}
