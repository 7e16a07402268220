/** The command: flags and environment in, exit code out. It wires the rooms together, and is the only one that touches the process. */
import { systemClock } from './app/clock.ts';
import { type Loop, startLoop } from './app/loop.ts';
import { AddressError } from './engine/address.ts';
import { type Address, chooseEngine } from './engine/choose.ts';
import { openEngine } from './engine/client.ts';
import { configFolder, readDockerConfig } from './engine/docker-config.ts';
import { EngineError } from './engine/errors.ts';
import type { Wanted } from './engine/types.ts';
import { type DetachKeys, parseDetachKeys, usualDetachKeys } from './model/detach-keys.ts';
import { type EngineOffer, type EngineWish, rowsOf } from './model/engine-state.ts';
import type { Row } from './model/row.ts';
import { initialState } from './model/state.ts';
import { type Arguments, readArguments } from './settings/arguments.ts';
import { UsageError } from './settings/usage.ts';
import { settingsFile } from './settings/file.ts';
import { helpText } from './settings/options.ts';
import { openClipboard } from './shell/clipboard.ts';
import { createForeground } from './shell/foreground.ts';
import { createLogins } from './shell/login.ts';
import { createFile } from './shell/new-file.ts';
import { ownContainer } from './shell/own-container.ts';
import { openRemembered } from './shell/remembered-file.ts';
import { openPipe, pagerOf } from './shell/pipe.ts';
import { heedSignals } from './shell/signals.ts';
import { openTerminal } from './terminal/open.ts';
import { plainList, plainRecord } from './view/plain-list.ts';
import { failureText } from './view/prose.ts';
import { oneLine } from './text/sanitise.ts';
import type { Demo } from './demo/server.ts';
import manifest from '../package.json' with { type: 'json' };

const usage = 2;
const unsaid = { tlsVerify: false, tlsCaCert: null, tlsCert: null, tlsKey: null };
let demo: Demo | null = null;
const logins = createLogins();

/** What must be undone whatever way the program ends, and the end. */
function leave(code: number): never {
  demo?.closeNow();
  logins.close();
  process.exit(code);
}

function complain(sentence: string): void {
  process.stderr.write(`whalewatch: ${oneLine(sentence)}\n`);
}

function fail(sentence: string, code: number): never {
  complain(sentence);
  leave(code);
}

/** True when the environment says the terminal does not speak UTF-8; when it says nothing, it does. */
function speaksAscii(): boolean {
  const { LC_ALL, LC_CTYPE, LANG } = process.env;
  const locale = LC_ALL || LC_CTYPE || LANG || '';
  return locale !== '' && !/utf-?8/i.test(locale);
}

async function openDemo(containers: number): Promise<Address> {
  const { startDemo } = await import('./demo/server.ts');
  demo ??= await startDemo(containers > 0 ? { containers } : {});
  const { address, socketPath } = demo;
  return { route: { address, socketPath }, why: '--demo', context: null, headers: {}, apiVersion: null, insecure: null, warnings: [] };
}

const opener = (readOnly: boolean) => ({ route, headers, apiVersion }: Address) => openEngine(route, { headers, apiVersion, readOnly });

/** The containers of an engine; null when it does not give them, which is told on stderr. */
async function listOnce(from: Address): Promise<readonly Row[] | null> {
  const engine = opener(true)(from);
  try {
    const { signal } = new AbortController();
    await engine.connect(signal);
    return rowsOf(choiceOf(from), (await engine.list(signal)).containers);
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    complain(failureText(error.failure, true));
    return null;
  }
}

/** Prints the list and ends. With several engines, those that answer are printed; one that does not makes it a failure. */
async function printOnce(from: readonly Address[], { json, showSecrets }: Arguments): Promise<never> {
  // nobody reads on (`| head`): nothing more to do
  process.stdout.on('error', () => leave(1));
  for (const warning of new Set(from.flatMap(({ warnings }) => warnings))) complain(warning);
  const lists = await Promise.all(from.map(listOnce));
  const rows = lists.flatMap((list) => list ?? []);
  const several = from.length > 1;
  const text = json ? `${JSON.stringify(rows.map((row) => plainRecord(row, several, showSecrets)), null, 2)}\n` : plainList(rows, several);
  if (lists.some((list) => list !== null)) await new Promise<void>((resolve) => process.stdout.write(text, () => resolve()));
  return leave(lists.includes(null) ? 1 : 0);
}

/** Keeps V8's heap close to what is alive in it; left to itself it lets a log that runs on grow to three times its budget before it collects. */
async function keepHeapClose(): Promise<void> {
  const { setFlagsFromString } = await import('node:v8');
  setFlagsFromString('--heap-growing-percent=20');
  setFlagsFromString('--semi-space-growth-factor=1');
  // an expression somebody searches for that would take forever is given to the engine that takes linear time
  setFlagsFromString('--enable-experimental-regexp-engine-on-excessive-backtracks');
}

const choiceOf = ({ route, context, why, insecure }: Address) => ({ address: route.address, context, why, demo: why === '--demo', insecure });

/** What the docker command has to be told besides the address of an engine outside contexts. */
function tlsWords({ route }: Address, { tlsCaCert, tlsCert, tlsKey }: Wanted): readonly string[] {
  const tls = 'tcp' in route ? route.tcp.tls : null;
  const file = (flag: string, path: string | null) => (path === null ? [] : [flag, path]);
  return tls ? [tls.verify ? '--tlsverify' : '--tls', ...file('--tlscacert', tlsCaCert), ...file('--tlscert', tlsCert), ...file('--tlskey', tlsKey)] : [];
}

/** The engines that were named, each once. */
function chooseEngines(wanted: readonly Wanted[]): readonly Address[] {
  const found = wanted.map((one) => chooseEngine(one, process.env));
  return found.filter(({ route }, at) => found.findIndex((other) => other.route.address === route.address) === at);
}

/** Finds engines that are asked for while the screen is open: those of before as they were found, others as the command line would. */
function engineFinder(given: Arguments, found: readonly Address[]): (wish: EngineWish) => Promise<Address> {
  const known = new Map(found.map((address) => [address.route.address, address]));
  const [{ tlsVerify, tlsCaCert, tlsCert, tlsKey } = unsaid] = given.engines;
  return async ({ kind, name }) => {
    const before = kind === 'host' ? known.get(name) : undefined;
    return before ?? (kind === 'demo' ? await openDemo(0)
      : { ...chooseEngine(kind === 'host' ? { host: name, context: null, tlsVerify, tlsCaCert, tlsCert, tlsKey } : { ...unsaid, host: null, context: name }, process.env), why: ':engines' });
  };
}

async function offers(): Promise<readonly EngineOffer[]> {
  const { listOffers } = await import('./engine/offers.ts');
  const listed = listOffers(process.env).map((offer): EngineOffer => ({ ...offer, answer: null }));
  return [...listed, { kind: 'demo', name: 'demo', address: '', problem: null, answer: null }];
}

/** The keys that leave a session: as said, else the docker CLI's. Those of its settings that are not understood count as none, with a warning. */
function detachKeysOf({ detachKeys }: Arguments): { keys: DetachKeys; warnings: readonly string[] } {
  const said = detachKeys ?? readDockerConfig(configFolder(process.env)).detachKeys;
  const keys = said === '' ? usualDetachKeys : parseDetachKeys(said);
  if (keys) return { keys, warnings: [] };
  const why = `“${said}” are no detach keys: write them as ctrl-p,ctrl-q or ctrl-x,x`;
  if (detachKeys !== null) throw new UsageError(why);
  return { keys: usualDetachKeys, warnings: [`detachKeys in docker's config.json: ${why}. ctrl-p,ctrl-q holds.`] };
}

/** How long the end waits for what is written, milliseconds. */
const mostWait = 500;

/** Opens the screen and stays until the user quits or a signal ends it. */
function watch(given: Arguments, found: readonly Address[]): void {
  const detach = detachKeysOf(given);
  const kept = openRemembered(process.env, process.pid);
  const terminal = openTerminal({
    input: process.stdin, output: process.stdout, fd: 1, env: process.env, color: given.color && (process.env['NO_COLOR'] ?? '') === '', after: systemClock.after,
  });
  const foreground = createForeground({ terminal, typing: process.stdin, say: (text) => process.stdout.write(text), after: systemClock.after });
  const end = (code: number, story = '') => foreground.takeBack(() => {
    terminal.close();
    process.stderr.write(story);
    if (!kept.busy()) leave(code);
    // what was chosen last is on its way to the disk, which may take its time
    void Promise.race([kept.settled(), new Promise<void>((done) => systemClock.after(mostWait, done))]).then(() => leave(code));
  });
  const crash = (error: unknown) => end(1, `whalewatch ended by a bug of its own: ${error instanceof Error ? error.stack : String(error)}\n`);
  let loop: Loop | null = null;
  const suspend = heedSignals({ self: process, terminal, foreground, after: systemClock.after, end, suspending: () => loop?.post({ type: 'terminal/suspended' }) });
  process.on('uncaughtException', crash);
  process.on('unhandledRejection', crash);
  process.stdout.on('error', () => end(129));
  const open = opener(given.readOnly);
  const choice = (address: Address) => ({ ...choiceOf(address), tls: tlsWords(address, given.engines[0] ?? { ...unsaid, host: null, context: null }) });
  const ascii = speaksAscii() ? 'strict' : given.ascii ? 'symbols' : 'no';
  const state = initialState({
    settings: { interval: given.interval, logBudget: given.logBudget, readOnly: given.readOnly, protect: given.protect, self: ownContainer(), showSecrets: given.showSecrets, alert: given.alert, detachKeys: detach.keys, ascii, pager: pagerOf(process.env), list: given.list },
    size: terminal.size, now: systemClock.now(), zone: systemClock.zone(), engines: found.map(choice), warnings: [...new Set([...found.flatMap(({ warnings }) => warnings), ...detach.warnings, ...(kept.warning === null ? [] : [kept.warning])])],
    remembered: Object.fromEntries(Object.entries(kept.remembered).filter(([key]) => !given.listSaid.some((said) => said === key))),
  });
  kept.begin(state.remembered.value);
  const finder = engineFinder(given, found);
  const routes = new Map(found.map(({ route }) => [route.address, route]));
  terminal.enter();
  loop = startLoop({
    state, engines: found.map(open), terminal, clock: systemClock,
    shell: {
      quit: end,
      suspend,
      login: async (engine) => {
        const route = routes.get(engine);
        if (route && 'ssh' in route) await foreground.give((visit) => logins.logIn(route.ssh, visit));
      },
      open: async (wish) => {
        const address = await finder(wish);
        routes.set(address.route.address, address.route);
        return { engine: open(address), choice: choice(address) };
      },
      offers: () => offers(),
      remember: kept.write,
      create: (path) => createFile(path, process.env['HOME']),
      copy: openClipboard({ send: terminal.copy, env: process.env, clock: systemClock }),
      lend: (use) => foreground.give((visit) => use(visit.borrow)),
      pipe: openPipe({ env: process.env, foreground, clock: systemClock }),
      crash,
    },
  });
  // nothing that the first picture waits for; and V8 refuses a code cache that was made under other flags, so not while one is made
  systemClock.after(2000, () => void keepHeapClose());
}

async function main(): Promise<void> {
  const argv = process.argv.slice(2);
  const line = readArguments(argv, null);
  if (line.help) process.stdout.write(helpText());
  else if (line.version) process.stdout.write(`whalewatch ${manifest.version}\n`);
  else {
    const given = readArguments(argv, await settingsFile(line.config, process.env));
    const found = given.demo === null ? chooseEngines(given.engines) : [await openDemo(given.demo)];
    if (given.once || !process.stdout.isTTY) return await printOnce(found, given);
    if (!process.stdin.isTTY) fail('the keyboard is not a terminal: run it in one, or use --once to print the list', 1);
    if (process.env['TERM'] === 'dumb') {
      process.stderr.write('whalewatch: this terminal (TERM=dumb) cannot show a screen; here is the list\n');
      return await printOnce(found, given);
    }
    watch(given, found);
  }
}

main().catch((error: unknown) => {
  if (error instanceof UsageError || error instanceof AddressError) fail(error.message, usage);
  fail(error instanceof Error && error.stack ? `ended by a bug of its own: ${error.stack}` : String(error), 1);
});
