import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { levelOf, levelOfValue, signOf } from '../../src/model/line-head.ts';
import { anyName, levels } from '../../src/model/level.ts';

describe('the level of JSON', () => {
  test.each([
    ['{"level":"error","msg":"x"}', 'error'], ['{"msg":"x","level":"WARNING"}', 'warn'], ['{"lvl":"eror"}', 'error'], ['{"severity":"NOTICE"}', 'info'], ['{"severity":"CRITICAL"}', 'fatal'],
    ['{"log.level":"debug"}', 'debug'], ['{"log":{"level":"warn","logger":"x"},"message":"y"}', 'warn'], ['{"@level":"trace"}', 'trace'], ['{"levelname":"INFO"}', 'info'], ['{"@l":"Fatal"}', 'fatal'], ['{"Level":"Error"}', 'error'],
    ['{"level":30,"time":1}', 'info'], ['{"level": 50 }', 'error'], ['{ "time" : 1 , "level" : "warn" }', 'warn'], [String.raw`{"level":"\u001b[31merror\u001b[39m"}`, 'error'],
    ['{"t":{"$date":"2026-11-23T14:02:11.123+00:00"},"s":"W","c":"NETWORK","msg":"x"}', 'warn'], ['{"t":{"$date":"x"},"s":"D2"}', 'debug'],
    ['{"level":"none","severity":"error"}', 'error'], ['{"level":"info","level":"error"}', 'info'], ['{"level":"error","msg":"cut he', 'error'],
    ['{"ctx":{"level":"error"},"level":"info"}', 'info'], ['2026-11-23T14:02:11Z {"level":"warn"}', 'warn'], ['api-1  | {"level":"warn"}', 'warn'],
  ])('%s: %s', (text, level) => {
    expect(levelOf(text)).toBe(level);
  });

  test.each([
    '{}', '{', '{"level":null}', '{"level":{"name":"error"}}', '{"level":3}', '{"level":true}', '{"ctx":{"level":"error"}}', '{"list":["level","error"]}', String.raw`{"msg":"{\"level\":\"error\"}"}`,
    '{"s":"E"}', '{level:"error"}', "{'level': 'error'}", '[{"level":"error"}]', '{"msg":"cut before level","lev', '{"log":"level error"}', '{"log":[{"level":"error"}]}', 'the payload {"level":"error"}', '{"levels":"error"}',
  ])('%s tells none', (text) => {
    expect(levelOf(text)).toBeNull();
  });
});

describe('the level of logfmt', () => {
  test.each([
    ['time="2026-11-23T14:02:11Z" level=info msg="x y"', 'info'], ['level=warning msg="x"', 'warn'], ['ts=2026 lvl=eror x=1', 'error'], ['severity=ERROR a=b', 'error'], ['level="error" a=b', 'error'], ['log.level=debug x=y', 'debug'],
    ['2026-11-23T14:02:11Z level=error msg=x', 'error'], ['web-1  | logger=a t=2026 level=warn', 'warn'], ['msg="level=error" level=info', 'info'], ['level=', null], ['level=30 a=b', null], ['a=1 b=2', null],
    ['loglevel set level=error here', null], ['error=null a=b', null], ['errors=0 warn=false', null], ['msg="say level=error"', null], ['ERROR=1 x=2', null], ['LOG_LEVEL=INFO PORT=80', null],
  ])('%s: %s', (text, level) => {
    expect(levelOf(text)).toBe(level);
  });
});

describe('the level of plain lines', () => {
  test.each([
    ['[ERROR] x', 'error'], ['[error] x', 'error'], ['[ WARN ] x', 'warn'], ['[INFO ] x', 'info'], ['ERROR: x', 'error'], ['error: x', 'error'], ['Warning: x', 'warn'], ['panic: dial tcp 10.9.0.3:8200: i/o timeout', 'fatal'],
    ['fatal error: all goroutines are asleep', 'fatal'], ['ERROR', 'error'], ['WARN x', 'warn'], ['DEBUG job=3 queue depth 4', 'debug'], [' ERROR  job failed', 'error'], ['❌ ERROR x', 'error'],
    ['2026-11-23 14:02:11 ERROR foo', 'error'], ['2026-11-23T14:02:11.123Z ERROR foo', 'error'], ['2026-11-23 14:02:11,123 INFO foo', 'info'], ['Nov 23 14:02:11 2026 WARN foo', 'warn'], ['[2026-11-23 14:02:11] [WARN] x', 'warn'],
    ['ERROR [main] c.e.Foo - x', 'error'], ['14:02:11.123 [main] DEBUG c.e.Foo - x', 'debug'], ['2026-11-23 14:02:11.123  INFO 1 --- [main] c.e.Foo : Started', 'info'], ['[2026-11-23T14:02:11,123][WARN ][o.e.n.Node] [n] x', 'warn'],
    ['[2026-11-23 14:02:11,123] ERROR [Broker id=1] x (kafka.server)', 'error'], ['14:02:11,123 INFO  [org.jboss] (main) x', 'info'], ['23-Nov-2026 14:02:11.123 SEVERE [main] org.apache.x', 'error'], ['2026-11-23 14:02:11|WARN|Program|x', 'warn'],
    ['[14:02:11] [Server thread/INFO]: Done', 'info'], ['2026-11-23 14:02:11,123 [myid:1] - WARN  [main:x@1] - y', 'warn'], ['2026-11-23 14:02:11.123+0000 [id=1]    INFO    hudson.x', 'info'],
    ['2026-11-23 14:02:11,123 - my_logger - WARNING - x', 'warn'], ['WARNING:root:x', 'warn'], ['ERROR:my.module:x', 'error'], ['2026-11-23 14:02:11.123 | ERROR    | mod:fn:12 - x', 'error'], ['INFO:     127.0.0.1:1234 - "GET / HTTP/1.1" 200 OK', 'info'],
    ['[2026-11-23 14:02:11 +0000] [1] [INFO] Listening', 'info'], ['[2026-11-23 14:02:11,123: WARNING/MainProcess] x', 'warn'], ['2026-11-23 14:02:11,123 CRIT Supervisor is running', 'fatal'],
    ['[2026-11-23T14:02:11Z WARN  my_crate::x] y', 'warn'], ['2026-11-23T14:02:11.123456Z  INFO my_app: x', 'info'], ['INFO[0000] x                 a=1', 'info'], ['ERRO[0012] x', 'error'], ['2:02PM INF Starting', 'info'], ['2:02PM ERR x error="y"', 'error'],
    ['[14:02:11 WRN] x', 'warn'], ['[14:02:11 FTL] x', 'fatal'], ['info: Microsoft.Hosting.Lifetime[14]', 'info'], ['fail: Foo[0]', 'error'], ['dbug: Foo[0]', 'debug'], ['crit: Foo[0]', 'fatal'],
    ['I, [2026-11-23T14:02:11.123 #1]  INFO -- : x', 'info'], ['14:02:11.123 [error] GenServer x terminating', 'error'], ['2026-11-23 14:02:11.123 [info] <0.222.0> x', 'info'], ['[2026-11-23 14:02:11] production.ERROR: x', 'error'],
    ['PHP Warning:  x in /a.php', 'warn'], ['PHP Fatal error:  Uncaught x', 'fatal'], ['[23-Nov-2026 14:02:11] NOTICE: fpm is running', 'info'], ['[Nest] 1  - 11/23/2026, 2:02:11 PM     LOG [NestFactory] x', 'info'],
    ['2026-11-23T14:02:11.123456Z 0 [Warning] [MY-010068] [Server] x', 'warn'], ['2026-11-23 14:02:11 0 [Note] Starting', 'info'], ['2026-11-23 14:02:11.123 UTC [66] LOG:  checkpoint', 'info'], ['2026-11-23 14:02:11.123 UTC [66] app@shop ERROR:  dup', 'error'],
    ['2026-11-23 14:02:11.123 UTC [66] FATAL:  the database system is starting up', 'fatal'], ['2026-11-23 14:02:11.123 UTC [66] WARNING:  x', 'warn'], ['LOG:  database system is ready', 'info'], ['NOTICE:  table does not exist, skipping', 'info'],
    ['2026/11/23 14:02:11 [error] 31#31: *1 open() failed', 'error'], ['2026/11/23 14:02:11 [notice] 1#1: start', 'info'], ['nginx: [emerg] bind() failed', 'fatal'], ['[Mon Nov 23 14:02:11.123 2026] [core:error] [pid 1] x', 'error'], ['[Mon Nov 23 14:02:11.123 2026] [mpm_event:notice] x', 'info'],
    ['E1123 14:02:11.123456       1 main.go:1] x', 'error'], ['W1123 14:02:11.123456 x', 'warn'], ['I20261123 14:02:11.123456 x', 'info'], ['F1123 14:02:11.123456 x', 'fatal'],
    ['1:M 23 Nov 2026 14:02:11.123 * Ready to accept connections', 'info'], ['1:C 23 Nov 2026 14:02:11.123 # WARNING Memory overcommit', 'warn'], ['7:S 23 Nov 2026 14:02:11.123 - x', 'debug'], ['7:X 23 Nov 2026 14:02:11.123 . x', 'trace'],
    ['<11>Nov 23 14:02:11 host app: x', 'error'], ['<165>1 2026-11-23T14:02:11Z host app - - x', 'info'], ['<0>x', 'fatal'], ['Nov 23 14:02:11 web-1 app[12]: ERROR x', 'error'], ['[ 1 ] {} <Error> Application: x', 'error'],
    ['[1] 2026/11/23 14:02:11.123 [INF] Starting', 'info'], ['[WARNING] 326/140211 (1) : x', 'warn'], ['npm ERR! code ELIFECYCLE', 'error'], ['2026-11-23T14:02:11.123Z        info    server/main.go:12       x', 'info'],
    ['api-1  | 2026-11-23 14:02:11 ERROR x', 'error'], ['[x]ERROR y', 'error'], ['a|ERROR|b', 'error'], ['[ERROR, x] y', 'error'], ['2026-11-23 14:02:11,123 - root - WARNING - x', 'warn'], ['c.e.foo ERROR x', 'error'], ['the thing [error] x', 'error'], ['an app: ERROR x', 'error'], ['web 14:02:11 ERROR x', 'error'], ['note: run with `RUST_BACKTRACE=1`', 'info'],
  ])('%s: %s', (text, level) => {
    expect(levelOf(text)).toBe(level);
  });

  test.each([
    '', ' ', 'hello', 'no error found', '0 errors', '0 errors, 3 warnings', 'error=null', 'there was an error', 'Received ERROR from upstream', 'so an ERROR in a sentence', 'error GET /x 500 12ms',
    '10.4.1.2 - - [23/Nov/2026:14:02:11 +0000] "GET /ERROR HTTP/1.1" 500 12 "-" "[ERROR] curl"', '::1 - - [23/Nov/2026:14:02:11 +0000] "GET / HTTP/1.1" 200 1', 'GET /error 500 12ms', 'TRACE /path HTTP/1.1', 'GET /x?level=error 200',
    'error GET /cart 500 31ms request_id=f', 'connection error: timeout', 'the array[error] is', 'foo["error"]: x', 'TypeError: x is not a function', 'ValueError: error', 'Log level set to INFO', 'starting with --log-level INFO', 'LOG_LEVEL: INFO_1', 'ERRORS 3', 'INFO_X y', '3ERROR x', 'E1123 is a part', 'E: x',
    '1:M is not redis * x', '<192>x', '<1234>x', '<error>x</error>', 'LOG file opened', 'NOTE that this', 'log: x', '2026-11-23 14:02:11 error connecting', 'flood 000000001 the quick brown fox', 'tick 3', '-ERR unknown command', 'say "ERROR: x"',
    '[path/error] x', 'x:error] y', '/ERROR: x', 'they say ERROR:x', '2026-11-23T14:02:11Z error  x', '2026-11-23T14:02:11Z   error x', 'ERROR/x y', 'at the time:1 ERROR x', 'it failed, ERROR x', 'it broke. ERROR x', 'ERROR-x y', '(ERROR) x', 'see -x ERROR y', 'a so-called ERROR x', 'Broke. ERROR x', 'Broke, ERROR x',
    `${'word '.repeat(30)}[ERROR] x`, `${' '.repeat(130)}ERROR x`, 'error:0A00:SSL routines', 'Traceback (most recent call last):', '2026-11-23 14:02:11.123 UTC [66] STATEMENT:  select 1', 'information about info', 'http: TLS handshake error from 1.2.3.4',
  ])('%s tells none', (text) => {
    expect(levelOf(text)).toBeNull();
  });
});

describe('the first telling sign of a line', () => {
  test.each([['{"a":1}', 0], ['api-1  | {"a":1}', 9], ['a=1 b=2', 0], ['2026-11-23T14:02:11Z a=1', 21], ['heroku[router]: at=info method=GET', 16], ['hello', -1], ['so it is a=1', -1], ['TRACE x', -2], ['FATAL x', -7]])('%s: %i', (text, sign) => {
    expect(signOf(text)).toBe(sign);
  });

  test('a level of plain text needs its name in the line', () => {
    fc.assert(fc.property(fc.string({ unit: fc.constantFrom(...'ERROinfwa[]:|<>= -1.!"/{'), maxLength: 40 }), (text) => {
      const level = levelOf(text);
      if (level === null || text.startsWith('<')) return;
      expect(levels).toContain(level);
      expect(text).toMatch(anyName);
    }));
  });
});

test.each([['"error"', 'error'], ['30', 'info'], ['"30"', 'info'], ['null', null], ['{}', null], ['"', null]])('the value %s tells %s', (literal, level) => {
  expect(levelOfValue(literal)).toBe(level);
});

describe('hostile lines', () => {
  test.each([
    ['opened objects', '{'.repeat(200_000)], ['objects in objects', '{"a":'.repeat(50_000)], ['whole ones', `${'{"log":'.repeat(40_000)}1${'}'.repeat(40_000)}`], ['signs', '='.repeat(262_144)], ['pairs', 'a=b '.repeat(65_536)],
    ['escaped quotes', `a="${'\\"'.repeat(131_000)}`], ['backslashes', `{"a":"${'\\'.repeat(262_000)}`], ['capitals', 'E'.repeat(262_144)], ['names', 'error '.repeat(43_690)], ['brackets', '['.repeat(262_144)],
  ])('%s tell no level', (_, text) => {
    expect(levelOf(text)).toBeNull();
  });

  test('a level behind a quarter of a megabyte is found', () => {
    expect(levelOf(`{"msg":"${'x'.repeat(262_144)}","level":"warn"}`)).toBe('warn');
    expect(levelOf(`msg="${'x '.repeat(131_072)}" level=warn`)).toBe('warn');
  });

  test('no text makes it throw', () => {
    fc.assert(fc.property(fc.string({ unit: fc.oneof(fc.constantFrom(...'{}[]":,=<>|\\ EIa1', '{"level":"', 'ERROR', 'level='), fc.string({ unit: 'grapheme', maxLength: 1 })), maxLength: 80 }), (text) => {
      expect([null, ...levels]).toContain(levelOf(text));
    }));
  });
});
