/** Cell attributes in blessed's packing, `flags << 18 | foreground << 9 | background`, and the SGR sequences that say them. */

/** Style bits; blessed leaves those from 32 on free, we use them for what it does not know. */
export const bold = 1;
export const underline = 2;
export const inverse = 8;
export const dim = 32;
export const italic = 64;
export const strike = 128;

/** No colour of our own: the terminal's default. */
export const defaultColor = 0x1ff;

/** Default colours, no style: what a blank cell has. */
export const plain = (defaultColor << 9) | defaultColor;

/** How many colours a terminal can show; 0 is none at all. */
export type Depth = 0 | 8 | 16 | 256;

/** Packs a foreground, a background and style bits into one attribute. */
export function attribute(foreground: number, background = defaultColor, flags = 0): number {
  return (flags << 18) | (foreground << 9) | background;
}

/** The style bits of an attribute. */
export function flagsOf(attr: number): number {
  return attr >>> 18;
}

/** The foreground of an attribute, 511 for the default. */
export function foregroundOf(attr: number): number {
  return (attr >>> 9) & 0x1ff;
}

/** The background of an attribute, 511 for the default. */
export function backgroundOf(attr: number): number {
  return attr & 0x1ff;
}

const basic = [
  0x000000, 0xcd0000, 0x00cd00, 0xcdcd00, 0x0000ee, 0xcd00cd, 0x00cdcd, 0xe5e5e5,
  0x7f7f7f, 0xff0000, 0x00ff00, 0xffff00, 0x5c5cff, 0xff00ff, 0x00ffff, 0xffffff,
];

function rgbOf(color: number): [number, number, number] {
  if (color >= 232) {
    const grey = 8 + (color - 232) * 10;
    return [grey, grey, grey];
  }
  if (color < 16) {
    const rgb = basic[color] ?? 0;
    return [rgb >> 16, (rgb >> 8) & 0xff, rgb & 0xff];
  }
  const step = (n: number): number => (n === 0 ? 0 : 55 + n * 40);
  const cube = color - 16;
  return [step(Math.floor(cube / 36)), step(Math.floor(cube / 6) % 6), step(cube % 6)];
}

function nearestBasic(color: number): number {
  const [red, green, blue] = rgbOf(color);
  let best = 0;
  let least = Infinity;
  for (let i = 0; i < 16; i++) {
    const [r, g, b] = rgbOf(i);
    const distance = 2 * (red - r) ** 2 + 4 * (green - g) ** 2 + 3 * (blue - b) ** 2;
    if (distance < least) [best, least] = [i, distance];
  }
  return best;
}

/** The colour a terminal of that depth shows for one of the 256: itself, or the nearest it has. */
export function reduceColor(color: number, depth: Depth): number {
  if (color > 255 || depth === 0) return defaultColor;
  if (depth === 256) return color;
  const near = color < 16 ? color : nearestBasic(color);
  return depth === 16 ? near : near & 7;
}

const styles: readonly (readonly [bit: number, code: string])[] = [
  [bold, '1'], [dim, '2'], [italic, '3'], [underline, '4'], [inverse, '7'], [strike, '9'],
];

function colorCode(color: number, base: 30 | 40): string {
  if (color === defaultColor) return String(base + 9);
  if (color < 8) return String(base + color);
  return color < 16 ? String(base + 52 + color) : `${base + 8};5;${color}`;
}

function parameters(attr: number, from: number): string[] {
  const gained = flagsOf(attr) & ~flagsOf(from);
  const codes = styles.filter(([bit]) => gained & bit).map(([, code]) => code);
  if (foregroundOf(attr) !== foregroundOf(from)) codes.push(colorCode(foregroundOf(attr), 30));
  if (backgroundOf(attr) !== backgroundOf(from)) codes.push(colorCode(backgroundOf(attr), 40));
  return codes;
}

/** An attribute as a terminal of that depth shows it. */
export function reduceAttribute(attr: number, depth: Depth): number {
  return attribute(reduceColor(foregroundOf(attr), depth), reduceColor(backgroundOf(attr), depth), flagsOf(attr));
}

/** The shortest SGR sequence that takes the terminal from one attribute to another (both already reduced). */
export function sgrBetween(from: number, to: number): string {
  if (from === to) return '';
  if (to === plain) return '\x1b[m';
  const fresh = `\x1b[0;${parameters(to, plain).join(';')}m`;
  if (flagsOf(from) & ~flagsOf(to)) return fresh;
  const step = `\x1b[${parameters(to, from).join(';')}m`;
  return step.length < fresh.length ? step : fresh;
}
