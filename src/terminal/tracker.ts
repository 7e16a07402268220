/** What somebody else's output has done to the terminal, as far as it must be known to take the terminal back. */

/** Follows output; it changes nothing. */
export interface Tracker {
  push(bytes: Uint8Array): void;
  /** It has gone to the other screen and not come back. */
  readonly otherScreen: boolean;
  /** It has been there. */
  readonly wasOnOther: boolean;
}

const escape = 0x1b;
const longest = 64;
const screens = new Set(['47', '1047', '1049']);

/** Makes a tracker of output that begins at rest. */
export function createTracker(): Tracker {
  let place: 'text' | 'escape' | 'sequence' | 'string' = 'text';
  let body = '';
  let otherScreen = false;
  let wasOnOther = false;

  function ended(final: string): void {
    if (!body.startsWith('?') || (final !== 'h' && final !== 'l') || !body.slice(1).split(';').some((mode) => screens.has(mode))) return;
    otherScreen = final === 'h';
    wasOnOther ||= otherScreen;
  }

  /** One byte within a sequence. */
  function follow(byte: number): void {
    const character = String.fromCharCode(byte);
    if (byte === escape) place = 'escape';
    else if (byte === 0x18 || byte === 0x1a || (place === 'string' && byte === 0x07)) place = 'text';
    else if (place === 'escape') {
      body = '';
      // a full reset ends it all
      if (character === 'c') otherScreen = false;
      place = character === '[' ? 'sequence' : ']PX^_'.includes(character) ? 'string' : 'text';
    } else if (place === 'sequence' && byte >= 0x40 && byte <= 0x7e) {
      ended(character);
      place = 'text';
    } else if (place === 'sequence' && body.length < longest) body += character;
  }

  return {
    push(bytes) {
      for (let at = 0; at < bytes.length; at++) {
        if (place === 'text') {
          at = bytes.indexOf(escape, at);
          if (at < 0) return;
        }
        follow(bytes[at] ?? 0);
      }
    },
    get otherScreen() {
      return otherScreen;
    },
    get wasOnOther() {
      return wasOnOther;
    },
  };
}
