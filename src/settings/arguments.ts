/** The command line and the settings file to settings. Anything wrong is a UsageError with one sentence and the nearest right form. */
import { parseArgs } from 'node:util';
import { distance } from 'fastest-levenshtein';
import type { ListSettings } from '../model/list-state.ts';
import type { Wanted } from '../engine/types.ts';
import { type Option, options } from './options.ts';
import { listSettings } from './list.ts';
import { UsageError } from './usage.ts';
import { parseDuration, parseSize } from './values.ts';

/** What was asked for; null where nothing was said. */
export interface Arguments {
  /** The engines that were named, in order; one of which nothing was said when none was. */
  readonly engines: readonly Wanted[];
  /** Containers of the demo engine; null for no demo, 0 for its usual fleet. */
  readonly demo: number | null;
  readonly readOnly: boolean;
  readonly showSecrets: boolean;
  /** Patterns of names and projects, those of the settings file and of the command line. */
  readonly protect: readonly string[];
  /** Milliseconds. */
  readonly interval: number;
  /** Bytes. */
  readonly logBudget: number;
  /** As docker writes them; not checked. */
  readonly detachKeys: string | null;
  readonly alert: 'off' | 'bell';
  readonly ascii: boolean;
  /** How the list is when nobody has chosen. */
  readonly list: ListSettings;
  /** What of it the command line says: that holds whatever is remembered. */
  readonly listSaid: readonly ('columns' | 'sort' | 'group')[];
  readonly color: boolean;
  readonly config: string | null;
  readonly once: boolean;
  readonly json: boolean;
  readonly version: boolean;
  readonly help: boolean;
}

type Value = string | boolean | readonly string[];
type Values = Readonly<Record<string, Value | undefined>>;

const leastInterval = 200;
const leastBudget = 1024 * 1024;
const mostDemo = 5000;

/** The flag most like what was typed; null when none is near. */
function nearest(typed: string): string | null {
  const near = options.map(({ name }) => ({ name, far: distance(typed, name) })).sort((a, b) => a.far - b.far)[0];
  return near && near.far <= Math.max(2, Math.floor(typed.length / 3)) ? `--${near.name}` : null;
}

function unknown(flag: string): UsageError {
  const near = nearest(flag.replace(/^-+/, ''));
  return new UsageError(`there is no option ${flag}${near ? `; did you mean ${near}?` : '; --help lists them'}`);
}

const texts = (value: Value | undefined): readonly string[] => (typeof value === 'string' ? [value] : typeof value === 'object' ? value : []);

/** The options as given, each checked for being known and having its value; those that may stand several times as lists. */
function given(argv: readonly string[]): Values {
  const { tokens } = parseArgs({
    args: [...argv], strict: false, allowPositionals: true, tokens: true,
    options: Object.fromEntries(options.map((option) => [option.name, {
      type: option.value && !option.optional ? 'string' as const : 'boolean' as const, ...(option.short ? { short: option.short } : {}),
    }])),
  });
  const values: Record<string, Value> = {};
  for (const token of tokens) {
    if (token.kind === 'option-terminator') continue;
    if (token.kind === 'positional') {
      throw new UsageError(`“${token.value}” is not understood: whalewatch takes options only${token.value.includes('://') ? ` (did you mean --host ${token.value}?)` : ''}`);
    }
    const option: Option | undefined = options.find(({ name }) => name === token.name);
    if (!option) throw unknown(token.rawName);
    if (option.value && !option.optional && (token.value === undefined || token.value === '')) {
      throw new UsageError(`${token.rawName} needs a value: --${option.name} ${option.value}`);
    }
    if (!option.value && token.value !== undefined) throw new UsageError(`${token.rawName} takes no value`);
    values[option.name] = option.multiple ? [...texts(values[option.name]), token.value ?? ''] : (token.value ?? true);
  }
  return values;
}

function duration(text: string, from: string): number {
  const value = parseDuration(text);
  if (value === null) throw new UsageError(`${from}: “${text}” is not a duration; write it as 2s, 500ms or 1m`);
  if (value < leastInterval) throw new UsageError(`${from}: ${text} is too short; the least is 200ms`);
  return value;
}

function size(text: string, from: string): number {
  const value = parseSize(text);
  if (value === null) throw new UsageError(`${from}: “${text}” is not a size; write it as 32MiB or 1GiB`);
  if (value < leastBudget) throw new UsageError(`${from}: ${text} is too small; the least is 1MiB`);
  return value;
}

function alerting(text: string, from: string): 'off' | 'bell' {
  if (text === 'off' || text === 'bell') return text;
  throw new UsageError(`${from}: “${text}” is no alert; it is bell or off`);
}

function demoSize(value: Value | undefined): number | null {
  if (value === undefined) return null;
  if (value === true) return 0;
  const count = Number(value);
  if (!Number.isInteger(count) || count < 1 || count > mostDemo) throw new UsageError(`--demo=${String(value)}: give a number of containers from 1 to ${mostDemo}`);
  return count;
}

/** Text settings of a file: every key known, every value of its kind. */
function fromFile(file: Readonly<Record<string, unknown>>, path: string): Values {
  const values: Record<string, Value> = {};
  for (const [key, value] of Object.entries(file)) {
    const option = options.find(({ name, configurable }) => name === key && configurable);
    if (!option) throw new UsageError(`${path}: there is no setting “${key}”; the settings are ${options.filter(({ configurable }) => configurable).map(({ name }) => name).join(', ')}`);
    if (option.multiple && Array.isArray(value) && value.length > 0 && value.every((one) => typeof one === 'string')) {
      values[key] = value;
      continue;
    }
    if (option.value ? typeof value !== 'string' && typeof value !== 'number' : typeof value !== 'boolean') {
      throw new UsageError(`${path}: ${key} must be ${option.multiple ? 'a text or a list of texts' : option.value ? 'a text' : 'true or false'}`);
    }
    values[key] = typeof value === 'boolean' ? value : String(value);
  }
  return values;
}

const text = (value: Value | undefined) => (typeof value === 'string' ? value : undefined);

/** The engines the command line names, or the settings file when it names none. A host and a context at once exclude each other, which choosing tells. */
function enginesNamed(line: Values, kept: Values): readonly Wanted[] {
  const from = line['host'] === undefined && line['context'] === undefined && line['demo'] === undefined ? kept : line;
  const tls = {
    tlsVerify: line['tlsverify'] === true, tlsCaCert: text(line['tlscacert']) ?? null, tlsCert: text(line['tlscert']) ?? null, tlsKey: text(line['tlskey']) ?? null,
  };
  const [hosts, contexts] = [texts(from['host']), texts(from['context'])];
  if (hosts.length === 0 || contexts.length === 0) {
    const named = [...hosts.map((host) => ({ host, context: null, ...tls })), ...contexts.map((context) => ({ host: null, context, ...tls }))];
    return named.length > 0 ? named : [{ host: null, context: null, ...tls }];
  }
  return [{ host: hosts[0] ?? null, context: contexts[0] ?? null, ...tls }];
}

/** What the command line says, over what the settings file says (already parsed, with its path). */
export function readArguments(argv: readonly string[], file: { path: string; content: Readonly<Record<string, unknown>> } | null): Arguments {
  const line = given(argv);
  const kept = file ? fromFile(file.content, file.path) : {};
  const from = (name: string) => (line[name] === undefined ? `${file?.path}: ${name}` : `--${name}`);
  const value = (name: string) => line[name] ?? kept[name];
  const rival = ['host', 'context', 'tlsverify'].find((name) => line[name] !== undefined);
  if (line['demo'] !== undefined && rival) throw new UsageError(`--demo and --${rival} exclude each other: the demo engine is an engine of its own`);
  const demo = demoSize(line['demo']);
  return {
    engines: enginesNamed(line, kept),
    demo,
    readOnly: value('read-only') === true,
    showSecrets: value('show-secrets') === true,
    protect: [...texts(kept['protect']), ...texts(line['protect'])],
    interval: duration(text(value('interval')) ?? '2s', from('interval')),
    logBudget: size(text(value('log-budget')) ?? '32MiB', from('log-budget')),
    detachKeys: text(value('detach-keys')) ?? null,
    alert: alerting(text(value('alert')) ?? 'off', from('alert')),
    ascii: value('ascii') === true,
    list: listSettings({ columns: text(value('columns')) ?? null, sort: text(value('sort')) ?? null, group: text(value('group')) ?? null }, from),
    listSaid: (['columns', 'sort', 'group'] as const).filter((name) => line[name] !== undefined),
    color: value('no-color') !== true,
    config: text(line['config']) ?? null,
    once: line['once'] === true || line['json'] === true,
    json: line['json'] === true,
    version: line['version'] === true,
    help: line['help'] === true,
  };
}
