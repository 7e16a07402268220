import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { jsonDocument } from '../../../src/model/tabs/raw.ts';
import { masked } from '../../../src/model/secrets.ts';

const jsonLines = (json: string) => jsonDocument(json).lines;
const textOf = (json: string) => jsonLines(json).map(({ label, value }) => label + value).join('\n');

describe('JSON as lines', () => {
  test('two blanks a level, empty ones on one line', () => {
    expect(textOf('{"a":1,"b":{"c":[true,null],"d":{},"e":[]}}')).toBe(JSON.stringify({ a: 1, b: { c: [true, null], d: {}, e: [] } }, null, 2).replace('"d": {}', '"d": {}'));
  });

  test('any JSON comes out as JSON.stringify lays it out, secrets and control characters aside', () => {
    const plain = fc.string().filter((text) => /^[a-z ]*$/.test(text));
    const values = fc.letrec((tie) => ({
      any: fc.oneof({ depthSize: 'small' }, fc.integer(), fc.boolean(), fc.constant(null), plain, fc.array(tie('any'), { maxLength: 4 }), fc.dictionary(fc.constantFrom('a', 'b', 'c d', '{', '"'), tie('any'), { maxKeys: 4 })),
    })).any;
    fc.assert(fc.property(values, (value) => {
      expect(textOf(JSON.stringify(value))).toBe(JSON.stringify(value, null, 2));
    }));
  });

  test('numbers keep every digit', () => {
    expect(textOf('{"n":1795401379439734908,"big":1e400,"z":1.10}')).toContain('1795401379439734908');
    expect(textOf('{"z":1.10}')).toContain('1.10');
  });

  test('secrets are masked, by key and in NAME=value', () => {
    const lines = jsonLines('{"Env":["DB_PASSWORD=hunter2","LANG=C"],"Token":"abc","Name":"web"}');
    expect(lines.map(({ label, value }) => label + value).join('\n')).not.toMatch(/hunter2|abc/);
    expect(lines.find(({ value }) => value.includes('DB_PASSWORD'))).toMatchObject({ value: `"DB_PASSWORD=${masked}",`, secret: '"DB_PASSWORD=hunter2",' });
    expect(lines.find(({ label }) => label.includes('Name'))).toMatchObject({ secret: null });
  });

  test.each([
    ['a password in a URL with a query', '["postgres://u:hunter2@h/db?sslmode=disable"]'], ['in a URL whose query names one too', '["postgres://u:hunter2@h/db?password=x"]'], ['after = too', '["--url=postgres://u:hunter2@h/db"]'], ['the word after a flag that names one', '["--password","hunter2"]'],
    ['in a list in a list', '[["x"],["--token","hunter2"]]'], ['under a key that says so', '{"IdentityToken":"hunter2"}'],
  ])('%s is masked', (_, json) => {
    const lines = jsonLines(json);
    expect(lines.map(({ value }) => value).join()).not.toContain('hunter2');
    expect(lines.find(({ secret }) => secret !== null)?.secret).toContain('hunter2');
  });

  test.each([['["--password","--verbose"]'], ['["--password"],["plain"]'], ['{"Cmd":["--key"],"Name":"plain"}'], ['["a=b=c"]']])('%s hides nothing', (json) => {
    expect(jsonLines(json).filter(({ secret }) => secret !== null)).toEqual([]);
  });

  test('no control character comes through', () => {
    expect(textOf('{"a\\u001b":"\\u001b]0;x\\u0007"}')).not.toMatch(/[\u0000-\u0009\u000b-\u001f]/);
  });
});
