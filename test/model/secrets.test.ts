import { expect, test } from 'vitest';
import { isSecret, masked, maskWords } from '../../src/model/secrets.ts';

test.each([
  ['DB_PASSWORD', 'hunter2'], ['api_token', 'x'], ['AWS_SECRET_ACCESS_KEY', 'x'], ['SESSION_COOKIE', 'x'], ['DATABASE_URL', 'postgres://user:pa55@db/app'], ['X', '-----BEGIN PRIVATE KEY-----'],
  ['X', 'eyJhbGciOi.eyJzdWIi.sig'], ['X', 'AKIAABCDEFGHIJKLMNOP'], ['X', 'ghp_0123456789abcdefghijABCDEFGHIJ'], ['X', 'xoxb-1-2'],
])('%s=%s is a secret', (name, value) => expect(isSecret(name, value)).toBe(true));

test.each([['LANG', 'C.UTF-8'], ['DB_PASSWORD', ''], ['URL', 'http://host/path'], ['URL', 'http://host:80/x@y'], ['PATH', '/bin']])('%s=%s is none', (name, value) => expect(isSecret(name, value)).toBe(false));

test('words of a command are masked where they are or follow a secret', () => {
  expect(maskWords(['run', '--password', 'hunter2', '--token=abc', '-p', '80', 'redis://u:p@h'])).toEqual({ text: ['run', '--password', masked, `--token=${masked}`, '-p', '80', masked], hidden: true });
  expect(maskWords(['run', '--password', '--verbose'])).toEqual({ text: ['run', '--password', '--verbose'], hidden: false });
});

test('the mask tells nothing of the length', () => {
  expect(maskWords(['--key=a']).text[0]?.length).toBe(maskWords([`--key=${'a'.repeat(99)}`]).text[0]?.length);
});
