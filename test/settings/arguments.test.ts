import { describe, expect, test } from 'vitest';
import { readArguments } from '../../src/settings/arguments.ts';
import { UsageError } from '../../src/settings/usage.ts';
import { usualList } from '../../src/model/list-state.ts';

const read = (line: string, file: Record<string, unknown> | null = null) => readArguments(line.split(' ').filter((word) => word !== ''), file && { path: 'config.toml', content: file });
const unsaid = { host: null, context: null, tlsVerify: false, tlsCaCert: null, tlsCert: null, tlsKey: null };
const refusal = (line: string, file: Record<string, unknown> | null = null) => {
  try {
    read(line, file);
  } catch (error) {
    if (error instanceof UsageError) return error.message;
    throw error;
  }
  return 'not refused';
};

describe('the command line', () => {
  test('says nothing: what usually holds', () => {
    expect(read('')).toEqual({
      engines: [unsaid], demo: null, readOnly: false, protect: [], showSecrets: false, detachKeys: null, interval: 2000, logBudget: 33_554_432,
      list: usualList, listSaid: [], alert: 'off', ascii: false, color: true, config: null, once: false, json: false, version: false, help: false,
    });
  });

  test('how the list begins, by a flag or by the settings file; a flag is told apart', () => {
    const { list, listSaid } = readArguments(['--sort=-ip'], { path: '/c.toml', content: { columns: 'name,ip', group: 'image', sort: 'name' } });
    expect([list.columns.filter(({ shown }) => shown).length, list.sort, list.group, listSaid]).toEqual([2, { by: 'ip', reverse: true }, 'image', ['sort']]);
    expect(() => readArguments([], { path: '/c.toml', content: { columns: 'name,pi' } })).toThrow('/c.toml: columns: there is no column “pi”; did you mean');
  });

  test.each([
    ['-H unix:///a', { engines: [{ ...unsaid, host: 'unix:///a' }] }], ['--host=unix:///a', { engines: [{ ...unsaid, host: 'unix:///a' }] }], ['-c prod', { engines: [{ ...unsaid, context: 'prod' }] }],
    ['-H a -H b --host c', { engines: ['a', 'b', 'c'].map((host) => ({ ...unsaid, host })) }], ['-c a -c b', { engines: ['a', 'b'].map((context) => ({ ...unsaid, context })) }], ['-c a -H b', { engines: [{ ...unsaid, host: 'b', context: 'a' }] }],
    ['--tlsverify --tlscacert ca.pem --tlscert c --tlskey k', { engines: [{ host: null, context: null, tlsVerify: true, tlsCaCert: 'ca.pem', tlsCert: 'c', tlsKey: 'k' }] }],
    ['--demo', { demo: 0 }], ['--demo=1000', { demo: 1000 }], ['--read-only --ascii --no-color', { readOnly: true, ascii: true, color: false }], ['--show-secrets', { showSecrets: true }], ['--alert bell', { alert: 'bell' }], ['--alert=off', { alert: 'off' }],
    ['--interval 5s --log-budget 64MiB', { interval: 5000, logBudget: 67_108_864 }], ['--once', { once: true, json: false }], ['--json', { once: true, json: true }], ['-v', { version: true }], ['-h', { help: true }],
  ])('%s', (line, wanted) => expect(read(line)).toMatchObject(wanted));

  test.each([
    ['--hsot x', 'there is no option --hsot; did you mean --host?'], ['--frobnicate', '--help lists them'], ['-x', 'there is no option -x'],
    ['unix:///a', 'did you mean --host unix:///a?'], ['shop', 'takes options only'], ['--host', '--host needs a value: --host ADDR'], ['--once=yes', '--once takes no value'],
    ['--demo -H unix:///a', '--demo and --host exclude each other'], ['--demo --context x', '--demo and --context exclude each other'],
    ['--demo=many', 'a number of containers from 1 to 5000'], ['--demo=0', 'from 1 to 5000'], ['--interval soon', 'is not a duration; write it as 2s'], ['--interval 10ms', 'too short; the least is 200ms'],
    ['--alert loud', '“loud” is no alert; it is bell or off'], ['--log-budget big', 'is not a size; write it as 32MiB'], ['--log-budget 1k', 'too small; the least is 1MiB'],
  ])('%s is refused: %s', (line, words) => expect(refusal(line)).toContain(words));
});

describe('the settings file', () => {
  test('holds where the command line says nothing', () => {
    const file = { interval: '5s', 'log-budget': '64MiB', ascii: true, host: 'unix:///kept' };
    expect(read('', file)).toMatchObject({ interval: 5000, logBudget: 67_108_864, ascii: true, engines: [{ host: 'unix:///kept' }] });
    expect(read('--interval 1s -H unix:///said', file)).toMatchObject({ interval: 1000, engines: [{ host: 'unix:///said' }] });
  });

  test('its engine gives way to any engine on the command line', () => {
    expect(read('--context prod', { host: 'unix:///kept' })).toMatchObject({ engines: [{ host: null, context: 'prod' }] });
    expect(read('--demo', { host: 'unix:///kept' })).toMatchObject({ engines: [{ host: null }], demo: 0 });
  });

  test('may name several engines', () => {
    expect(read('', { context: ['prod', 'build'] })).toMatchObject({ engines: [{ context: 'prod' }, { context: 'build' }] });
  });

  test.each([
    [{ host: [] }, 'host must be a text or a list of texts'], [{ host: [1] }, 'host must be a text or a list of texts'], [{ interval: ['1s'] }, 'interval must be a text'],
    [{ intervall: '5s' }, 'there is no setting “intervall”'], [{ demo: true }, 'there is no setting “demo”'], [{ ascii: 'yes' }, 'ascii must be true or false'],
    [{ interval: true }, 'interval must be a text'], [{ interval: 'soon' }, 'config.toml: interval: “soon” is not a duration'],
  ])('%o is refused: %s', (file, words) => expect(refusal('', file)).toContain(words));
});
