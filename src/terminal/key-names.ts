/** Names of keys: which key an escape sequence, a control byte or a key code stands for. Pure tables. */

/** A key as the port tells it. */
export interface Key {
  readonly name: string;
  readonly text: string;
}

interface Modifiers {
  readonly shift: boolean;
  readonly alt: boolean;
  readonly ctrl: boolean;
}

const none: Modifiers = { shift: false, alt: false, ctrl: false };

/** Final letters of CSI and SS3 sequences: xterm in both cursor modes, and rxvt's shifted ones in `shiftedLetters`. */
const letters: Readonly<Record<string, string>> = {
  A: 'up', B: 'down', C: 'right', D: 'left', H: 'home', F: 'end', Z: 'shift-tab', P: 'f1', Q: 'f2', R: 'f3', S: 'f4',
};
const shiftedLetters: Readonly<Record<string, string>> = { a: 'up', b: 'down', c: 'right', d: 'left' };
const keypad = 'jklmnopqrstuvwxyX';
const keypadText = '*+,-./0123456789=';
const consoleLetters = 'ABCDE';

/** Numbers of `CSI n ~`: vt220, xterm, rxvt (7, 8), tmux and screen (1, 4). */
const numbers: Readonly<Record<number, string>> = {
  1: 'home', 2: 'insert', 3: 'delete', 4: 'end', 5: 'pageup', 6: 'pagedown', 7: 'home', 8: 'end',
  11: 'f1', 12: 'f2', 13: 'f3', 14: 'f4', 15: 'f5', 17: 'f6', 18: 'f7', 19: 'f8', 20: 'f9', 21: 'f10', 23: 'f11', 24: 'f12',
};

/** Key codes of `CSI code u` that are no characters: https://sw.kovidgoyal.net/kitty/keyboard-protocol/#functional */
const codes: Readonly<Record<number, string>> = {
  8: 'backspace', 9: 'tab', 10: 'enter', 13: 'enter', 27: 'esc', 127: 'backspace', 57414: 'enter', 57417: 'left', 57418: 'right', 57419: 'up',
  57420: 'down', 57421: 'pageup', 57422: 'pagedown', 57423: 'home', 57424: 'end', 57425: 'insert', 57426: 'delete',
};
const keypadCodes = { first: 57399, text: '0123456789./*-+' };

/** The modifier parameter of xterm and kitty: one more than a sum of bits. Undefined for keys held with super or hyper: not ours. */
function modifiersOf(parameter: number): Modifiers | undefined {
  const bits = Math.max(0, parameter - 1);
  if (bits & (8 | 16)) return undefined;
  return { shift: (bits & 1) !== 0, alt: (bits & (2 | 32)) !== 0, ctrl: (bits & 4) !== 0 };
}

function named(name: string, { shift, alt, ctrl }: Modifiers): Key {
  const shifted = shift && !name.startsWith('shift-') ? 'shift-' : '';
  return { name: `${ctrl ? 'ctrl-' : ''}${alt ? 'alt-' : ''}${shifted}${name}`, text: '' };
}

function typed(codePoint: number, { shift, alt, ctrl }: Modifiers): Key {
  const plain = String.fromCodePoint(codePoint);
  if (codePoint === 32) return shift || alt || ctrl ? named('space', { shift, alt, ctrl }) : { name: 'space', text: ' ' };
  if (ctrl) return named(plain.toLowerCase(), { shift, alt, ctrl });
  const character = shift ? plain.toUpperCase() : plain;
  return alt ? { name: `alt-${character}`, text: '' } : { name: character, text: character };
}

/** The key a single character stands for, control bytes included; undefined for what no key sends. */
export function keyOfCharacter(character: string, alt = false): Key | undefined {
  const code = character.codePointAt(0) ?? 0xfffd;
  const held = { ...none, alt };
  if (code === 0x0d || code === 0x0a) return named('enter', held);
  if (code === 0x09) return named('tab', held);
  if (code === 0x08 || code === 0x7f) return named('backspace', held);
  if (code === 0x1b) return named('esc', held);
  if (code === 0) return named('space', { ...held, ctrl: true });
  if (code < 0x1b) return named(String.fromCharCode(code + 0x60), { ...held, ctrl: true });
  if (code < 0x20) return named(String.fromCharCode(code + 0x40), { ...held, ctrl: true });
  if ((code >= 0x80 && code < 0xa0) || code === 0xfffd) return undefined;
  return typed(code, held);
}

/** The key of an SS3 sequence (`ESC O` and one letter, in some terminals with a modifier digit before it). */
export function keyOfSs3(letter: string, modifier: number): Key | undefined {
  const held = modifiersOf(modifier);
  if (held === undefined) return undefined;
  if (letter === 'M') return named('enter', held);
  const name = letters[letter];
  if (name !== undefined) return named(name, held);
  const shifted = shiftedLetters[letter];
  if (shifted !== undefined) return named(shifted, { ...held, ctrl: true });
  const text = keypadText[keypad.indexOf(letter)];
  return text === undefined ? undefined : { name: text, text };
}

function ofCode(code: number, held: Modifiers): Key | undefined {
  const name = codes[code];
  if (name === 'tab' && held.shift) return named('shift-tab', held);
  if (name !== undefined) return named(name, held);
  const digit = keypadCodes.text[code - keypadCodes.first];
  if (digit !== undefined) return { name: digit, text: digit };
  // the private use area holds keys without text: media keys, the modifiers themselves
  const printable = code >= 32 && code < 0x110000 && !(code >= 0x80 && code < 0xa0) && !(code >= 0xe000 && code < 0xf900);
  return printable && !(code >= 0xd800 && code < 0xe000) ? typed(code, held) : undefined;
}

const rxvtHeld: Readonly<Record<string, number>> = { '$': 2, '^': 5, '@': 6 };

/**
 * The key of a CSI sequence, given what stands between `ESC [` and its final character. Undefined for replies, mouse and focus reports,
 * releases of keys, and all that is not a key.
 */
export function keyOfCsi(body: string, final: string): Key | undefined {
  if (body.startsWith('[')) return consoleLetters.includes(final) ? named(`f${consoleLetters.indexOf(final) + 1}`, none) : undefined;
  if (/[^0-9;:]/.test(body)) return undefined;
  const fields = body.split(';').map((field) => field.split(':').map(Number));
  const first = fields[0]?.[0] ?? 0;
  const [modifier = 1, event = 1] = fields[1] ?? [];
  const held = modifiersOf(modifier);
  if (held === undefined || event === 3) return undefined;
  const rxvt = rxvtHeld[final];
  if (rxvt !== undefined) return rxvtKey(first, rxvt);
  if (final === 'u') return ofCode(first, held);
  if (final === '~' && first === 27 && fields.length === 3) return ofCode(fields[2]?.[0] ?? 0, held);
  if (final === '~') return numbers[first] === undefined ? undefined : named(numbers[first], held);
  const shifted = body === '' ? shiftedLetters[final] : undefined;
  if (shifted !== undefined) return named(shifted, { ...none, shift: true });
  // with parameters this one is a report of the cursor's place
  if (final === 'R' && body !== '') return undefined;
  const name = letters[final];
  return name === undefined ? undefined : named(name, held);
}

function rxvtKey(number: number, modifier: number): Key | undefined {
  const name = numbers[number];
  const held = modifiersOf(modifier);
  return name === undefined || held === undefined ? undefined : named(name, held);
}
