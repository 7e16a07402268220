/** SGR (colour) parameters to a packed attribute. */
import { plainSgr, type Sgr } from './spans.ts';

const bold = 1 << 18;
const underline = 2 << 18;
const inverse = 8 << 18;
const dim = 32 << 18;
const italic = 64 << 18;
const strike = 128 << 18;
/** Blink (5, 6) and conceal (8) are dropped: text may not move and may not hide. */
const setters: Readonly<Record<number, number>> = { 1: bold, 2: dim, 3: italic, 4: underline, 7: inverse, 9: strike, 21: underline };
const clearers: Readonly<Record<number, number>> = { 22: bold | dim, 23: italic, 24: underline, 27: inverse, 29: strike };

/** The nearest colour of the xterm palette to a 24-bit one. */
function nearest(red: number, green: number, blue: number): number {
  if (red === green && green === blue) {
    if (red < 8) return 16;
    return red > 248 ? 231 : 232 + Math.floor(((red - 8) * 24) / 247);
  }
  const step = (value: number) => (value < 48 ? 0 : value < 115 ? 1 : Math.min(5, Math.floor((value - 35) / 40)));
  return 16 + 36 * step(red) + 6 * step(green) + step(blue);
}

const isByte = (value: number | undefined): value is number => value !== undefined && value >= 0 && value <= 255;

/** An extended colour's palette index from what follows 38 or 48 (`5;n` or `2;r;g;b`); null when it is none. */
function extended(parts: readonly number[]): number | null {
  if (parts[0] === 5) return isByte(parts[1]) ? parts[1] : null;
  if (parts[0] !== 2) return null;
  const [red, green, blue] = parts.length > 4 ? parts.slice(-3) : parts.slice(1, 4);
  return isByte(red) && isByte(green) && isByte(blue) ? nearest(red, green, blue) : null;
}

const withForeground = (sgr: Sgr, colour: number) => (sgr & ~(0x1ff << 9)) | (colour << 9);
const withBackground = (sgr: Sgr, colour: number) => (sgr & ~0x1ff) | colour;

/** What one simple parameter does to the attribute. */
function applyOne(sgr: Sgr, code: number): Sgr {
  if (code === 0) return plainSgr;
  const set = setters[code];
  if (set) return sgr | set;
  const clear = clearers[code];
  if (clear) return sgr & ~clear;
  if (code >= 30 && code <= 37) return withForeground(sgr, code - 30);
  if (code === 39) return withForeground(sgr, 0x1ff);
  if (code >= 40 && code <= 47) return withBackground(sgr, code - 40);
  if (code === 49) return withBackground(sgr, 0x1ff);
  if (code >= 90 && code <= 97) return withForeground(sgr, code - 82);
  if (code >= 100 && code <= 107) return withBackground(sgr, code - 92);
  return sgr;
}

/**
 * The attribute after `CSI parameters m`, both the `38;5;n` and the `38:5:n` form; more than 32 parameters or one of more than five
 * digits are ignored. Text in the colour of its own background is made readable by dropping that background.
 */
export function applySgr(before: Sgr, parameters: string): Sgr {
  const parts = parameters === '' ? ['0'] : parameters.split(';');
  if (parts.length > 32 || parts.some((part) => part.length > 24)) return before;
  let sgr = before;
  for (let i = 0; i < parts.length; i++) {
    const sub = (parts[i] ?? '').split(':').map((digits) => (digits.length > 5 ? -1 : Number(digits)));
    const code = sub[0] ?? 0;
    if (code === 38 || code === 48 || code === 58) {
      let colour: number | null;
      if (sub.length > 1) colour = extended(sub.slice(1));
      else {
        const length = parts[i + 1] === '5' ? 2 : parts[i + 1] === '2' ? 4 : 1;
        colour = extended(parts.slice(i + 1, i + 1 + length).map(Number));
        i += length;
      }
      if (colour !== null && code === 38) sgr = withForeground(sgr, colour);
      if (colour !== null && code === 48) sgr = withBackground(sgr, colour);
    } else if (code === 4 && sub[1] === 0) sgr &= ~underline;
    else sgr = applyOne(sgr, code);
  }
  const background = sgr & 0x1ff;
  return background !== 0x1ff && ((sgr >> 9) & 0x1ff) === background ? withBackground(sgr, 0x1ff) : sgr;
}
