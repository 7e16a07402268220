/** The keys that leave a session, as docker writes them: `ctrl-p,ctrl-q`. They are ours alone: no engine is told of them. */

export interface DetachKeys {
  /** As docker's `--detach-keys` takes them. */
  readonly docker: string;
  /** The names the keys have when the screen hears them. */
  readonly names: readonly string[];
  /** What each key sends: its byte, then how a terminal writes it whose program asked for keys in full (`CSI 112;5u`). */
  readonly codes: readonly (readonly string[])[];
}

const afterZ = '[\\]^_';
const names: Readonly<Record<string, string>> = { 'ctrl-@': 'ctrl-space', 'ctrl-[': 'esc', 'ctrl-i': 'tab', 'ctrl-m': 'enter', 'ctrl-j': 'enter', 'ctrl-h': 'backspace', DEL: 'backspace' };

/** What a key of the syntax sends; null when it is none: one character, `ctrl-` with a letter or one of `@[\]^_`, or `DEL`. */
function codesOf(key: string): readonly string[] | null {
  if (key === 'DEL') return ['\x7f'];
  const held = /^ctrl-([a-z@[\\\]^_])$/.exec(key)?.[1];
  if (held === undefined) return key.length === 1 && key > ' ' && key < '\x7f' ? [key] : null;
  const code = held === '@' ? 0 : afterZ.includes(held) ? 27 + afterZ.indexOf(held) : held.charCodeAt(0) - 0x60;
  return [String.fromCharCode(code), `\x1b[${held.charCodeAt(0)};5u`, `\x1b[27;5;${held.charCodeAt(0)}~`];
}

/** Reads detach keys; null when they are not in docker's syntax. */
export function parseDetachKeys(text: string): DetachKeys | null {
  const keys = text.split(',');
  const codes = keys.flatMap((key) => {
    const found = codesOf(key);
    return found ? [found] : [];
  });
  return codes.length < keys.length ? null : { docker: text, names: keys.map((key) => names[key] ?? key), codes };
}

/** Those of the docker CLI. */
export const usualDetachKeys: DetachKeys = { docker: 'ctrl-p,ctrl-q', names: ['ctrl-p', 'ctrl-q'], codes: [codesOf('ctrl-p') ?? [], codesOf('ctrl-q') ?? []] };

/** How they are told to people: `ctrl-p ctrl-q`. */
export const detachLabel = ({ docker }: DetachKeys) => docker.split(',').join(' ');

/** Whether the keys, or their beginning up to the end of the text, stand at a place. */
function standsAt({ codes }: DetachKeys, text: string, from: number): 'whole' | 'begun' | 'not' {
  let at = from;
  for (const codesOfKey of codes) {
    if (at === text.length) return at > from ? 'begun' : 'not';
    const code = codesOfKey.find((one) => text.startsWith(one, at));
    if (code === undefined) return 'not';
    at += code.length;
  }
  return 'whole';
}

/** What of bytes typed (one character each) goes on, what is held back since it may become the keys, and whether those were typed. */
export function seekKeys(keys: DetachKeys, typed: string): { readonly pass: string; readonly held: string; readonly detached: boolean } {
  for (let at = 0; at < typed.length; at++) {
    const found = standsAt(keys, typed, at);
    if (found !== 'not') return { pass: typed.slice(0, at), held: found === 'begun' ? typed.slice(at) : '', detached: found === 'whole' };
  }
  return { pass: typed, held: '', detached: false };
}
