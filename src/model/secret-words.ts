/** Secrets in the words of a command line: after flags that name them, and where well-known programs take them. */
import { hints, isSecretName } from './secret-names.ts';

/** What of a word is secret: all from a place on. */
export type Hidden = number | null;

interface Takes {
  /** Flags whose next word is a secret, and those whose next word is one after its colon (`user:password`). */
  readonly next?: readonly string[];
  readonly pair?: readonly string[];
  /** Flags with the secret in the same word: `-pSECRET`. */
  readonly joined?: readonly string[];
}

const sql: Takes = { joined: ['-p'] };
const mongo: Takes = { next: ['-p'] };
const programs: Readonly<Record<string, Takes>> = Object.assign(Object.create(null) as Record<string, Takes>, {
  'redis-cli': { next: ['-a', '--pass', 'AUTH', 'auth'] }, 'valkey-cli': { next: ['-a', '--pass', 'AUTH', 'auth'] }, 'redis-server': { next: ['--requirepass', '--masterauth'] },
  mysql: sql, mysqladmin: sql, mysqldump: sql, mysqlshow: sql, mysqlcheck: sql, mysqlimport: sql, mysqlbinlog: sql, mariadb: sql, 'mariadb-admin': sql, 'mariadb-dump': sql, 'mariadb-check': sql,
  sshpass: { next: ['-p'], joined: ['-p'] }, '7z': { joined: ['-p'] }, '7za': { joined: ['-p'] }, rar: { joined: ['-p', '-hp'] }, unrar: { joined: ['-p'] }, unzip: { next: ['-P'] }, zip: { next: ['-P'] },
  mongo, mongosh: mongo, mongodump: mongo, mongorestore: mongo, mongoexport: mongo, mongoimport: mongo, cqlsh: mongo, rabbitmqadmin: mongo, rdesktop: mongo,
  curl: { pair: ['-u', '--user', '-U', '--proxy-user'], joined: [] }, http: { pair: ['-a', '--auth'] }, etcdctl: { pair: ['--user'] }, lftp: { pair: ['-u'] }, smbclient: { pair: ['-U'] },
  ldapsearch: { next: ['-w'] }, ldapadd: { next: ['-w'] }, ldapmodify: { next: ['-w'] }, ldapwhoami: { next: ['-w'] }, sqlcmd: { next: ['-P'] }, bcp: { next: ['-P'] },
  mosquitto_pub: { next: ['-P'] }, mosquitto_sub: { next: ['-P'] }, login: { next: ['-p', '-P'] }, gpg: { next: ['--passphrase'] }, isql: { next: ['-P'] }, tsql: { next: ['-P'] },
});

/** What a text has in which any word could be secret: one of the programs, a flag or an assignment that hints at it. */
const trace = new RegExp(`(?:^|[\\s"'(/;|&])(?:${Object.keys(programs).join('|')})(?!\\w)|-[\\w.-]{0,60}${hints}|${hints}[\\w.-]{0,60}=`, 'i');

/** Whether it is worth while to take a text apart into its words. */
export const mayHideWords = (text: string) => trace.test(text);

/** Programs whose names are words that a flag may have for its value. */
const everyday = /^(?:http|login|zip|rar|mongo)$/;

const reference = /^["']?\$+(?:\{[^}]*\}?|\w+|\(.*|)["']?$/;
/** A flag that takes no value of its own, or whose value is a choice. */
const bare = /^--?(?:no|disable|skip|without|use|enable)-/;

/** True for a word that only says where the secret comes from: `$PASSWORD`, `${PASSWORD}`, `$(cat file)`. */
export const isReference = (word: string) => reference.test(word);

/** Whether a word is a flag, also as the last of several letters: `-fsu` for `-u`. */
const isFlag = (word: string, flag: string) => word === flag || (/^-\w$/.test(flag) && /^-[A-Za-z]{2,8}$/.test(word) && word.endsWith(flag.slice(1)));

/** Where credentials begin that stand in one word with their flag: `-uuser:password`, `--user=user:password`; -1 when they do not. */
function pairStart(flags: readonly string[], word: string): number {
  const flag = flags.find((one) => word.length > one.length && word.startsWith(one.startsWith('--') ? `${one}=` : one));
  return flag === undefined ? -1 : flag.length + (flag.startsWith('--') ? 1 : 0);
}

/** A program's name with its path is no longer than this. */
const longest = 200;

const baseName = (word: string) => word.slice(word.lastIndexOf('/') + 1);

/** From where on a word is secret, after the word before it and among the words of a program; null where it is not. */
function hiddenIn(takes: Takes, before: string, word: string): Hidden {
  if (isReference(word) || word === '') return null;
  if (takes.next?.some((flag) => isFlag(before, flag)) && !word.startsWith('-')) return 0;
  const credentials = takes.pair?.some((flag) => isFlag(before, flag)) ? 0 : pairStart(takes.pair ?? [], word);
  if (credentials >= 0) {
    const colon = /[:,%]/.exec(word.slice(credentials))?.index ?? -1;
    const from = credentials + colon + 1;
    if (colon >= 0 && !isReference(word.slice(from))) return from;
  }
  const [, lead = '', name = ''] = /^(["']?-{0,2}([A-Za-z_][\w.-]*)=)/.exec(word) ?? [];
  const value = word.slice(lead.length);
  if (lead !== '' && !isReference(value) && isSecretName(name, value.replace(/^["']|["']$/g, ''))) return lead.length;
  const joined = takes.joined?.find((flag) => word.startsWith(flag) && word.length > flag.length);
  if (joined !== undefined && !isReference(word.slice(joined.length))) return joined.length;
  if (/^--?[A-Za-z][\w.-]*$/.test(before) && !bare.test(before) && !word.startsWith('-') && isSecretName(before, word.replace(/^["']|["']$/g, ''))) return 0;
  return null;
}

/** What the program takes that a word names after the word before it; null when it names none. */
function namedBy(before: string, word: string): Takes | null {
  const takes = word.length > longest ? undefined : programs[baseName(word)];
  return takes && !(before.startsWith('-') && everyday.test(word)) ? takes : null;
}

/** For each word of one command, from where on it is secret; null where it is not. Words are as typed, quotes and all, or as they are handed over. */
export function hiddenInWords(words: readonly string[]): readonly Hidden[] {
  let takes: Takes = {};
  return words.map((word, at): Hidden => {
    const before = words[at - 1] ?? '';
    takes = namedBy(before, word) ?? takes;
    return hiddenIn(takes, before, word);
  });
}

/** From where on a word is secret that stands after others; null where it is not. */
export function hiddenAfter(words: readonly string[], word: string): Hidden {
  const takes = [...words, word].reduce<Takes>((known, one, at) => namedBy(words[at - 1] ?? '', one) ?? known, {});
  return hiddenIn(takes, words[words.length - 1] ?? '', word);
}
