/** The ways a made-up container talks: each line is a function of a seed and the line's number. */

import { below, chance, pick } from './random.ts';
import { agents, components, errors, frames, jobs, methods, paths, people, sayings, tables } from './words.ts';

export interface Utterance {
  readonly error: boolean;
  readonly text: string;
}

/** `time` is the line's own, in milliseconds since 1970. */
export type Voice = (seed: number, line: number, time: number) => Utterance;

export type VoiceName =
  | 'silent' | 'web' | 'json' | 'trace' | 'colours' | 'postgres' | 'redis' | 'logfmt' | 'access' | 'polyglot' | 'progress' | 'crash' | 'migrate' | 'shell' | 'tick' | 'ticktock' | 'flood';

const reset = '\u001b[0m';

/** The text of a flood's line: 100 bytes with its newline, plain ASCII. */
export function floodText(line: number): string {
  return `flood ${String(line).padStart(9, '0')} the quick brown fox jumps over the lazy dog, and over again, and over once more....`;
}

function out(text: string): Utterance {
  return { error: false, text };
}

function err(text: string): Utterance {
  return { error: true, text };
}

function statusOf(seed: number, line: number): number {
  const value = chance(seed, line * 7 + 1);
  return value < 0.9 ? 200 : value < 0.95 ? 304 : value < 0.985 ? 404 : 500;
}

function web(seed: number, line: number): Utterance {
  const status = statusOf(seed, line);
  const milliseconds = 1 + below(status === 500 ? 2000 : 60, seed, line * 7 + 2);
  const text = `${pick(methods, seed, line * 7 + 3)} ${pick(paths, seed, line * 7 + 4)} ${status} ${milliseconds}ms`;
  if (status === 500) return err(`error ${text} request_id=${below(1e9, seed, line).toString(36)}`);
  return milliseconds > 56 ? out(`warn slow request ${text}`) : out(text);
}

function json(seed: number, line: number, time: number): Utterance {
  const level = pick(['info', 'info', 'info', 'debug', 'warn', 'error'], seed, line * 5 + 1);
  return out(JSON.stringify({
    time: new Date(time).toISOString(), level, msg: pick(['order placed', 'cart updated', 'payment authorised', 'stock reserved'], seed, line * 5 + 2),
    order: 20000 + line, user: pick(people, seed, line * 5 + 3), items: below(9, seed, line * 5 + 4), ms: below(400, seed, line),
  }));
}

/** Every ninth dozen of lines carries a stack trace on stderr, its lines one after the other. */
function trace(seed: number, line: number, time: number): Utterance {
  const dozen = Math.floor(line / 12);
  const place = line % 12 - 4;
  if (below(9, seed, dozen) !== 0 || place < 0 || place > frames.length) return web(seed, line);
  if (place === 0) return err(`${new Date(time).toISOString()} ERROR ${pick(errors, seed, dozen + 1)}`);
  return err(`    ${frames[place - 1] as string}`);
}

function colours(seed: number, line: number): Utterance {
  const job = `\u001b[1m${pick(jobs, seed, line * 3)}${reset}`;
  const value = below(20, seed, line * 3 + 1);
  if (value === 0) return err(`\u001b[41;97m ERROR ${reset} ${job} failed after 3 attempts: \u001b[31mtimeout of 5000ms exceeded${reset}`);
  if (value < 3) return out(`\u001b[33mWARN${reset}  ${job} retry \u001b[38;5;208m${1 + value}/3${reset}`);
  if (value < 6) return out(`\u001b[90mDEBUG job=${line} queue depth ${below(500, seed, line)}${reset}`);
  return out(`\u001b[32mINFO${reset}  ${job} done in \u001b[36m${below(900, seed, line * 3 + 2)}ms${reset}`);
}

function postgres(seed: number, line: number, time: number): Utterance {
  const lead = `${new Date(time).toISOString().slice(0, 23).replace('T', ' ')} UTC [${40 + below(60, seed, line >> 2)}] `;
  const table = pick(tables, seed, line * 3);
  if (below(8, seed, line * 3 + 1) === 0) return err(`${lead}LOG:  duration: ${800 + below(2000, seed, line)}.${below(999, seed, line)} ms  statement: select * from ${table} where updated_at > now() - interval '1 day'`);
  if (below(15, seed, line * 3 + 2) === 0) return err(`${lead}ERROR:  duplicate key value violates unique constraint "${table}_pkey"`);
  return err(`${lead}LOG:  checkpoint complete: wrote ${below(900, seed, line)} buffers (${below(9, seed, line)}.2%); sync=0.00${below(9, seed, line)} s`);
}

function redis(seed: number, line: number, time: number): Utterance {
  const lead = `1:M ${new Date(time).toUTCString().slice(5, 25)} * `;
  return out(lead + (line % 2 === 0 ? `${1 + below(90, seed, line)} changes in 60 seconds. Saving...` : 'Background saving terminated with success'));
}

function logfmt(seed: number, line: number, time: number): Utterance {
  const level = pick(['info', 'info', 'info', 'info', 'debug', 'warn', 'error'], seed, line * 4 + 1);
  const text = `ts=${new Date(time).toISOString()} caller=${pick(components, seed, line * 4 + 2)}.go:${100 + below(800, seed, line)} level=${level} component=${pick(components, seed, line * 4 + 3)} msg="${pick(['flush complete', 'compaction done', 'scrape finished', 'rule evaluation slow'], seed, line)}" duration=${below(5000, seed, line * 4)}ms`;
  return level === 'error' || level === 'warn' ? err(text) : out(text);
}

function access(seed: number, line: number, time: number): Utterance {
  const date = new Date(time).toUTCString();
  const stamp = `${date.slice(5, 7)}/${date.slice(8, 11)}/${date.slice(12, 16)}:${date.slice(17, 25)} +0000`;
  const host = `10.4.${below(8, seed, line)}.${below(250, seed, line * 3)}`;
  return out(`${host} - - [${stamp}] "${pick(methods, seed, line * 3 + 1)} ${pick(paths, seed, line * 3 + 2)} HTTP/2.0" ${statusOf(seed, line)} ${below(90000, seed, line)} "-" "${pick(agents, seed, line)}" ${line} "shop@docker" "http://172.18.0.4:8080" ${below(90, seed, line)}ms`);
}

function progress(seed: number, line: number): Utterance {
  if (line % 5 === 4) return out(`layer ${below(0xffffff, seed, line).toString(16).padStart(6, '0')} verified`);
  let bar = '';
  for (let percent = 0; percent <= 100; percent += 20) bar += `\rdownloading [${'#'.repeat(percent / 10)}${'.'.repeat(10 - percent / 10)}] ${percent}%`;
  return out(bar.slice(1));
}

function crash(_seed: number, line: number, time: number): Utterance {
  const start = ['starting payments-gateway 0.9.3', 'reading /etc/gateway/config.yml', 'connecting to vault.internal:8200 ...', 'connecting to vault.internal:8200 ... (2nd try)'];
  if (line < start.length) return out(`${new Date(time).toISOString()} ${start[line] as string}`);
  if (line === start.length) return err('panic: dial tcp 10.9.0.3:8200: i/o timeout');
  return err(['', 'goroutine 1 [running]:', 'main.mustConnect(0xc0000b6000)', '\t/src/cmd/gateway/main.go:87 +0x1d4', 'main.main()', '\t/src/cmd/gateway/main.go:34 +0x9c'][(line - start.length - 1) % 6] as string);
}

function migrate(seed: number, line: number): Utterance {
  return out(line % 2 === 0 ? `applying ${String(line / 2 + 1).padStart(4, '0')}_${pick(tables, seed, line)}.sql` : `  done in ${below(300, seed, line)}ms`);
}

function shell(seed: number, line: number): Utterance {
  const text = ['\u001b[1;32mapp@tty\u001b[0m:\u001b[1;34m/srv\u001b[0m$ uptime', ` up ${1 + Math.floor(line / 60)} days,  load average: 0.${10 + below(80, seed, line)}, 0.21, 0.18`, '\u001b[1;32mapp@tty\u001b[0m:\u001b[1;34m/srv\u001b[0m$ ls', '\u001b[34mbin\u001b[0m  \u001b[32mrun.sh\u001b[0m  notes.txt'];
  return out(text[line % text.length] as string);
}

/** Every voice by its name. */
export const voices: Readonly<Record<VoiceName, Voice>> = {
  silent: () => out(''),
  web, json, trace, colours, postgres, redis, logfmt, access, progress, crash, migrate, shell,
  polyglot: (seed, line) => below(7, seed, line) === 0 ? err(`⚠ ${pick(sayings, seed, line + 1)}`) : out(pick(sayings, seed, line + 1)),
  tick: (_seed, line) => out(`tick ${line}`),
  ticktock: (_seed, line) => (line % 2 === 0 ? out(`tick ${line / 2}`) : err(`tock ${(line - 1) / 2}`)),
  flood: (_seed, line) => out(floodText(line)),
};
