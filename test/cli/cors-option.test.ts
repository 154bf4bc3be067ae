import { expect, test } from 'vitest';
import { withCorsValue } from '../../src/commands/cors.ts';

test.each([
  ['alone', ['--cors'], ['--cors=*']],
  ['before another option', ['--cors', '--port', '0'], ['--cors=*', '--port', '0']],
  ['before a vendor', ['--cors', 'gptbots'], ['--cors=*', 'gptbots']],
  ['before a file', ['--cors', './my-api.yaml'], ['--cors=*', './my-api.yaml']],
  ['before an origin', ['--cors', 'http://localhost:5173'], ['--cors', 'http://localhost:5173']],
  ['before a star', ['--cors', '*'], ['--cors', '*']],
  [
    'before an origin without a scheme, which is refused later',
    ['--cors', 'localhost:5173'],
    ['--cors', 'localhost:5173'],
  ],
  ['with an equals sign', ['--cors=http://a.example'], ['--cors=http://a.example']],
  ['twice', ['--cors', 'http://a.example', '--cors'], ['--cors', 'http://a.example', '--cors=*']],
  ['behind the end of options', ['--', '--cors'], ['--', '--cors']],
])('--cors %s', (_, args, read) => {
  expect(withCorsValue(args)).toEqual(read);
});
