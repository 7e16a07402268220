import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { levelOf } from '../../src/model/line-head.ts';
import { fieldOf, structureAt, structureOf, type Structured } from '../../src/model/structure.ts';
import { plainText } from '../../src/text/sanitise.ts';

/** A structure in one line: time, level, message, and the fields as logfmt; `-` for what there is none of. */
function words(structured: Structured | null): string | null {
  return structured && [structured.time ?? '-', structured.level ?? '-', structured.message === '' ? '-' : structured.message, ...structured.fields.map(([key, value]) => `${key}=${value}`)].join(' | ');
}

describe('JSON taken apart', () => {
  test.each([
    ['zap', '{"level":"info","ts":1795401379.123,"caller":"a/b.go:12","msg":"started","port":80}', '1795401379.123 | info | started | caller=a/b.go:12 | port=80'],
    ['pino', '{"level":30,"time":1795401379123,"pid":1,"hostname":"web","msg":"request completed","req":{"method":"GET","url":"/x?a=1"}}', '1795401379123 | info | request completed | pid=1 | hostname=web | req.method=GET | req.url="/x?a=1"'],
    ['ECS', '{"@timestamp":"2026-11-23T14:02:11Z","log.level":"WARN","message":"slow","http":{"response":{"status_code":200}}}', '2026-11-23T14:02:11Z | warn | slow | http.response.status_code=200'],
    ['ECS, nested', '{"@timestamp":"2026","log":{"level":"error","logger":"a.B"},"message":"x"}', '2026 | error | x | log.logger=a.B'],
    ['structlog', '{"event":"user.login","level":"warning","timestamp":"2026","user":"Ann Lee"}', '2026 | warn | user.login | user="Ann Lee"'],
    ['Serilog', '{"@t":"2026","@l":"Error","@mt":"Hello {Name}","Name":"x"}', '2026 | error | Hello {Name} | Name=x'],
    ['GCP', '{"severity":"NOTICE","textPayload":"x","text":"y"}', '- | info | y | severity=NOTICE | textPayload=x'],
    ['MongoDB', '{"t":{"$date":"2026-11-23T14:02:11.123+00:00"},"s":"W","c":"NETWORK","id":23,"msg":"x","attr":{"a":1}}', '2026-11-23T14:02:11.123+00:00 | warn | x | c=NETWORK | id=23 | attr.a=1'],
    ['MongoDB, letters elsewhere', '{"t":{"$date":"d"},"c":"E","s":"D2"}', 'd | debug | - | c=E | s=D2'],
    ['other keys', '{"datetime":"d","Text":"m","LEVEL":"DEBUG"}', 'd | debug | m'],
    ['nothing in it', '{}', '- | - | -'],
    ['a prefix', 'api-1  | {"msg":"x","a":1}', '- | - | api-1  | x | a=1'],
    ['a time before it', '2026-11-23T14:02:11Z {"level":"warn","msg":"x"}', '- | warn | 2026-11-23T14:02:11Z x'],
  ])('%s', (_, text, wanted) => {
    expect(words(structureOf(text))).toBe(wanted);
  });

  test.each([
    ['the surest key is the message', '{"log":"a","event":"b","message":"c","msg":"d"}', '- | - | d | log=a | event=b | message=c'],
    ['the surest key is the time', '{"t":1,"timestamp":2,"ts":3}', '3 | - | - | t=1 | timestamp=2'],
    ['objects and lists are no message', '{"msg":{"a":1},"text":[1],"message":3,"event":null,"log":"x"}', '- | - | x | msg.a=1 | text=[1] | message=3 | event=null'],
    ['nor are they a time', '{"time":{"a":1},"ts":null,"t":[1],"timestamp":""}', '- | - | - | time.a=1 | ts=null | t=[1] | timestamp=""'],
    ['a level of one\'s own stays a field', '{"level":35,"msg":"x"}', '- | info | x | level=35'],
    ['as does one that is none', '{"level":"blue","severity":"error"}', '- | error | - | level=blue'],
    ['and a second', '{"level":"warn","lvl":"error"}', '- | warn | - | lvl=error'],
    ['doubled keys stay two', '{"a":1,"a":2,"msg":"x","msg":"y"}', '- | - | x | a=1 | a=2 | msg=y'],
    ['keys have three parts at most', '{"a":{"b":{"c":{"d":1, "e":[ 2 ]}}}}', '- | - | - | a.b.c={"d":1,"e":[2]}'],
    ['lists are compact JSON', '{"a":[ 1, "x y", {"b" : 2} ]}', '- | - | - | a=[1,"x y",{"b":2}]'],
    ['empty objects are shown', '{"a":{},"b":{ },"c":[]}', '- | - | - | a={} | b={} | c=[]'],
    ['numbers keep every digit', '{"n":12345678901234567890,"f":1.10,"e":1e400,"z":-0}', '- | - | - | n=12345678901234567890 | f=1.10 | e=1e400 | z=-0'],
    ['other words are as they are', '{"a":true,"b":false,"c":null}', '- | - | - | a=true | b=false | c=null'],
    ['quotes where logfmt has them', '{"a":"","b":"x y","c":"k=v","d":"say \\"x\\"","e":"[1]","f":"{}","g":"x","h":"null"}', String.raw`- | - | - | a="" | b="x y" | c="k=v" | d="say \"x\"" | e="[1]" | f="{}" | g=x | h=null`],
    ['also round keys', '{"a b":1,"":2,"c=d":3,"e\\"f":4}', String.raw`- | - | - | "a b"=1 | ""=2 | "c=d"=3 | "e\"f"=4`],
    ['escapes that can be shown are', String.raw`{"a":"\u00e9t\u00e9","b":"C:\\x\/y","gr\u00f6":"1"}`, String.raw`- | - | - | a=été | b=C:\x/y | grö=1`],
    ['others stay escapes', String.raw`{"a":"x\ny","b":"\u001b[31mx","c":"\u202etxt"}`, String.raw`- | - | - | a="x\ny" | b="\u001b[31mx" | c="\u202etxt"`],
    ['or become signs in message and keys', String.raw`{"msg":"one\n  two\u0007\u001b[31mred","k\u0000":1}`, '- | - | one⏎  two␇red | k␀=1'],
    ['dots in keys are kept', '{"a.b":{"c.d":{"e":{"f":1}}}}', '- | - | - | a.b.c.d.e={"f":1}'],
    ['names of Object.prototype are keys', '{"__proto__":{"a":1},"constructor":2}', '- | - | - | __proto__.a=1 | constructor=2'],
  ])('%s', (_, text, wanted) => {
    expect(words(structureOf(text))).toBe(wanted);
  });

  test.each(['{', '{"a":1', '{"a":1}}', '{"a":1} and more', '{a:1}', "{'a':1}", '{"a":01}', '{"a":1,}', '[{"a":1}]', '"a"', 'the payload {"a":1}', '[INFO] {"a":1}', '{"a":"b\nc"}'])('%s is none', (text) => {
    expect(structureOf(text)).toBeNull();
    expect(structureAt(text)).toBe(-1);
  });

  test('every leaf of three parts at most is one field, with its value', () => {
    const key = fc.string({ unit: fc.constantFrom('k', 'x', 'é'), minLength: 1, maxLength: 3 });
    const leaf = fc.oneof(fc.string(), fc.double({ noNaN: true, noDefaultInfinity: true }), fc.boolean(), fc.constant(null), fc.array(fc.jsonValue(), { maxLength: 3 }));
    const object = (inner: fc.Arbitrary<unknown>) => fc.dictionary(key, inner, { minKeys: 1, maxKeys: 4 });
    fc.assert(fc.property(object(fc.oneof(leaf, object(fc.oneof(leaf, object(leaf))))), (value) => {
      const leaves = (of: object, path: string): [string, unknown][] => Object.entries(of).flatMap(([name, inner]): [string, unknown][] => {
        return inner !== null && typeof inner === 'object' && !Array.isArray(inner) ? leaves(inner as object, `${path}${name}.`) : [[path + name, inner]];
      });
      const wanted = leaves(JSON.parse(JSON.stringify(value)) as object, '');
      const fields = structureOf(JSON.stringify(value))?.fields ?? [];
      expect(fields.map(([name]) => name)).toEqual(wanted.map(([name]) => name));
      for (const [at, [, shown]] of fields.entries()) {
        const was = wanted[at]?.[1];
        if (shown !== was) expect(JSON.parse(shown)).toEqual(was);
      }
    }));
  });
});

describe('logfmt taken apart', () => {
  test.each([
    ['docker', 'time="2026-11-23T14:02:11.123Z" level=info msg="API listen on /run/docker.sock" a=1', '2026-11-23T14:02:11.123Z | info | API listen on /run/docker.sock | a=1'],
    ['prometheus', 'ts=2026 caller=a.go:12 level=warn component=tsdb msg="slow" duration=12ms', '2026 | warn | slow | caller=a.go:12 | component=tsdb | duration=12ms'],
    ['grafana', 'logger=settings t=2026 level=eror msg=x', '2026 | error | x | logger=settings | level=eror'],
    ['without message', 'at=info method=GET path=/x', '- | - | - | at=info | method=GET | path=/x'],
    ['a prefix', 'app-1  | level=error msg=x a=b', '- | error | app-1  | x | a=b'],
    ['loose words', 'a=1 b=2 done now msg=x', '- | - | done now x | a=1 | b=2'],
    ['quotes only where they must be', 'a="x" b="x y" c="" d= e="k=v"', '- | - | - | a=x | b="x y" | c="" | d= | e="k=v"'],
    ['escapes', String.raw`a="x \"y\"" b="x\ny" msg="1\n2" c="C:\\d"`, String.raw`- | - | 1⏎2 | a="x \"y\"" | b="x\ny" | c=C:\d`],
    ['an open quote', 'a=1 b="never ends c=2', '- | - | - | a=1 | b="never ends c=2'],
    ['a quote and more', 'a="x"y b=2', '- | - | - | a="x"y | b=2'],
    ['doubled keys', 'a=1 a=2 b=3', '- | - | - | a=1 | a=2 | b=3'],
  ])('%s', (_, text, wanted) => {
    expect(words(structureOf(text))).toBe(wanted);
  });

  test.each(['hello', 'a=1', 'starting with a=1 b=2', 'a=1 b=2 and then a sentence that is longer than them', '=== ===', 'GET /x?a=1&b=2 200', 'ERROR a=1 b=2', '', ' '])('%s is none', (text) => {
    expect(structureOf(text)).toBeNull();
  });
});

describe('one field', () => {
  const json = '{"level":"WARN","msg":"it is \\"so\\"","http":{"status":200,"deep":{"a":{"b":{"c":"x"}}}},"a.b":1,"big":12345678901234567890,"gr\\u00f6":"y","my key":3,"n":null}';
  test.each([
    ['level', 'WARN'], ['msg', 'it is "so"'], ['http.status', '200'], ['http.deep.a.b.c', 'x'], ['http.deep.a', '{"b":{"c":"x"}}'], ['a.b', '1'], ['big', '12345678901234567890'], ['grö', 'y'], ['my key', '3'], ['"my key"', '3'], ['n', 'null'],
    ['status', null], ['http.', null], ['http.statu', null], ['HTTP.status', null], ['', null], ['.', null], ['http..status', null], ['WARN', null], ['nothing', null],
  ])('%s of JSON: %s', (key, wanted) => {
    expect(fieldOf(json, key)).toBe(wanted);
    expect(fieldOf(`api-1  | ${json}`, key)).toBe(wanted);
    expect(fieldOf(json.slice(0, -1), key)).toBeNull();
  });

  test.each([['level', 'info'], ['msg', 'x y'], ['d', ''], ['http.status', '200'], ['x', null], ['ms', null], ['status', null], ['a', '1']])('%s of logfmt: %s', (key, wanted) => {
    expect(fieldOf('level=info msg="x y" d= http.status=200 a=1 a=2', key)).toBe(wanted);
  });

  test('of a line without structure is none', () => {
    expect(fieldOf('a message with level in it', 'level')).toBeNull();
    expect(fieldOf('level=info and then many more words of a sentence', 'level')).toBeNull();
  });

  test('every field that is shown can be asked for', () => {
    const key = fc.string({ unit: fc.constantFrom('k', '.', ' ', '"', '=', '\\', 'é'), maxLength: 3 });
    fc.assert(fc.property(fc.dictionary(key, fc.oneof(fc.string(), fc.nat(), fc.dictionary(key, fc.nat(), { maxKeys: 3 })), { maxKeys: 5 }), (value) => {
      const text = JSON.stringify(value);
      for (const [name] of structureOf(text)?.fields ?? []) expect(fieldOf(text, name), `${name} of ${text}`).not.toBeNull();
    }));
  });
});

describe('hostile lines', () => {
  test.each([
    ['opened objects', '{'.repeat(200_000)], ['objects in objects without end', '{"a":'.repeat(50_000)], ['pairs of nothing', '='.repeat(262_144)], ['one pair of pairs', 'a='.repeat(131_072)], ['backslashes', `{"a":"${'\\'.repeat(262_000)}`], ['blanks', ' '.repeat(262_144)],
  ])('%s are no structure', (_, text) => {
    expect(structureOf(text)).toBeNull();
    expect(fieldOf(text, 'a')).toBeNull();
  });

  test('objects in objects are opened three deep', () => {
    const deep = (depth: number) => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`;
    expect(words(structureOf(deep(40_000)))).toBe(`- | - | - | a.a.a=${deep(39_997)}`);
    expect(fieldOf(deep(40_000), Array(40_000).fill('a').join('.'))).toBeNull();
  });

  test.each([
    ['members', `{"msg":"x",${Array.from({ length: 30_000 }, (_, at) => `"k${at}":${at}`).join(',')}}`], ['members of one', `{"o":{${Array.from({ length: 30_000 }, (_, at) => `"k${at}":${at}`).join(',')}},"msg":"x"}`],
    ['pairs', `msg=x ${Array.from({ length: 20_000 }, (_, at) => `k${at}=${at}`).join(' ')}`],
  ])('of very many %s the rest is one field', (_, text) => {
    const { fields = [] } = structureOf(text) ?? {};
    expect(fields.length).toBeGreaterThan(490);
    expect(fields.length).toBeLessThan(510);
    const rest = fields.map(([, value]) => value).join(' ');
    for (const wanted of ['k600', 'k19999']) expect(rest).toContain(wanted);
  });

  test('any text is taken apart or not, comes out clean and with the level it tells', () => {
    const piece = fc.constantFrom(...'{}[]":,=|\\ a1é', '{"a":', '\\u001b', '\\n', '\\u202e', '"level":"error"', 'msg="x"', 'a=1 ');
    fc.assert(fc.property(fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join('')), (text) => {
      const structured = structureOf(text);
      if (!structured) return;
      expect(structured.level).toBe(levelOf(text));
      const shown = [structured.time ?? '', structured.message, ...structured.fields.flat()];
      for (const part of shown) expect(plainText(part)).toBe(part);
    }), { numRuns: 2000 });
  });
});
