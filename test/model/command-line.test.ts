import { expect, test } from 'vitest';
import { readCommand } from '../../src/model/command-line.ts';

const plain = (command: readonly string[], user: string | null = null, workingDir: string | null = null) => ({ command, user, workingDir });

test.each([
  ['ls -la /tmp', plain(['ls', '-la', '/tmp'])],
  ['  ls   ', plain(['ls'])],
  ['-u postgres psql', plain(['psql'], 'postgres')],
  ['-w /srv -u 1000:1000 make -w x', plain(['make', '-w', 'x'], '1000:1000', '/srv')],
  ["grep 'a b' \"c d\" e\\ f", plain(['grep', 'a b', 'c d', 'e f'])],
  ["echo '' \"\"", plain(['echo', '', ''])],
  ['echo "say \\"hi\\" \\n"', plain(['echo', 'say "hi" \\n'])],
  ["echo 'a|b'", plain(['echo', 'a|b'])],
  ['ps aux | grep x', plain(['sh', '-c', 'ps aux | grep x'])],
  ['-u root  cat /etc/*', plain(['sh', '-c', 'cat /etc/*'], 'root')],
  ['echo "$HOME"', plain(['sh', '-c', 'echo "$HOME"'])],
  ["sh -c 'a; b'", plain(['sh', '-c', 'a; b'])],
])('%j', (line, expected) => expect(readCommand(line)).toEqual(expected));

test.each([
  ['', /no command/], ['   ', /no command/], ['-u root', /no command/], ['-u', /-u needs a value/], ['-it sh', /-it is not understood/],
  ["echo 'a", /quote is not closed/], ['echo "a', /quote is not closed/], ['echo a\\', /quote is not closed/],
])('%j cannot be run', (line, why) => expect(readCommand(line)).toEqual({ problem: expect.stringMatching(why) as string }));
