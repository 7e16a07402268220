/** How grave a line of a log is, and the many names this goes by. */

export type Level = 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal';

/** The levels from the least to the gravest. */
export const levels: readonly Level[] = ['trace', 'debug', 'info', 'warn', 'error', 'fatal'];

/** Names of the same level: syslog, Python, java.util.logging, logrus, zerolog, log15, Serilog, .NET, MySQL, PostgreSQL. */
const names: Readonly<Record<Level, string>> = {
  trace: 'trace trc trac trce verbose vrb finer finest',
  debug: 'debug dbg debu dbug',
  info: 'info inf information informational notice note log',
  warn: 'warn warning wrn',
  error: 'error err erro eror fail severe',
  fatal: 'fatal ftl fata crit critical panic pani dpanic pnc emerg emergency alert',
};
const named = new Map(levels.flatMap((level) => names[level].split(' ').map((name) => [name, level] as const)));
const longest = Math.max(...[...named.keys()].map((name) => name.length));

/** Finds any name of a level as a word, in any case. */
export const anyName = new RegExp(`\\b(?:${[...named.keys()].join('|')})\\b`, 'i');

/** Names that say no more than their level does. */
const plain = new Set(['trace', 'debug', 'dbg', 'info', 'information', 'inf', 'warn', 'warning', 'wrn', 'error', 'err', 'fatal', '10', '20', '30', '40', '50', '60']);

/** The level a word stands for, in any case, or a number of bunyan and pino (10 trace to 60 fatal); null when it stands for none. */
export function levelNamed(word: string): Level | null {
  if (word.length > longest) return null;
  const level = named.get(word.toLowerCase());
  if (level !== undefined) return level;
  return /^[1-6]\d$/.test(word) ? levels[Number(word[0]) - 1] ?? null : null;
}

/** Whether the level alone says all that the word said: `WARNING` does, `notice` and `35` do not. */
export function saysNoMore(word: string): boolean {
  return plain.has(word.toLowerCase());
}

/** Keys under which a structured line tells its level, in lower case. */
const keys = new Set(['level', 'lvl', 'severity', 'log.level', '@level', 'levelname', '@l']);

/** Whether a structured line tells its level under this key. */
export function isLevelKey(key: string): boolean {
  return key.length <= 9 && keys.has(key.toLowerCase());
}

/** The level of a syslog priority (facility * 8 + severity, RFC 5424 6.2.1); null when it is out of range. */
export function levelOfPriority(priority: number): Level | null {
  return priority > 191 ? null : (['fatal', 'fatal', 'fatal', 'error', 'warn', 'info', 'info', 'debug'] as const)[priority & 7] ?? null;
}

const letters: Readonly<Record<string, Level>> = { D: 'debug', I: 'info', W: 'warn', E: 'error', F: 'fatal' };

/** The level of a letter as glog, klog and MongoDB write it (`E`, `D1`); null for any other. */
export function levelOfLetter(letter: string): Level | null {
  return letters[letter.charAt(0)] ?? null;
}

/** The level of a sign in Redis' log: `.` debug, `-` verbose, `*` notice, `#` warning. */
export function levelOfSign(sign: string): Level | null {
  return ({ '.': 'trace', '-': 'debug', '*': 'info', '#': 'warn' } as const)[sign] ?? null;
}
