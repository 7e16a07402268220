/** What secrets look like whatever they are called. Every expression ends in time linear in the text, or nearly. */

/** Keys and tokens of services, by their fixed beginnings. */
const tokens = [
  '(?<![\\w-])eyJ[\\w-]{5,}\\.[\\w-]{5,}\\.[\\w.-]*',
  '\\b(?:AKIA|ASIA|ABIA|ACCA|AROA|AIDA)[0-9A-Z]{16}\\b',
  '\\bAIza[\\w-]{30,}', '\\bya29\\.[\\w-]{20,}', '\\bGOCSPX-[\\w-]{20,}',
  '\\b[\\w~.]{3}\\dQ~[\\w~.-]{31,}',
  '\\bgh[pousr]_\\w{20,}', '\\bgithub_pat_\\w{20,}', '\\bgl(?:pat|dt|rt|cbt|ptt|ft|soat|agent|oas|imt)-[\\w-]{16,}',
  '\\bxox[abceprs]-[\\w-]{3,}', '\\bxapp-[\\w-]{10,}', 'hooks\\.slack\\.com/(?:services|workflows)/\\S{8,}', 'discord(?:app)?\\.com/api/webhooks/\\S{8,}',
  '\\b[sr]k_(?:live|test)_\\w{8,}', '\\bwhsec_[\\w+/=]{16,}', '\\bnpm_\\w{30,}', '\\bpypi-[\\w-]{30,}', '\\bdckr_(?:pat|oat)_[\\w-]{20,}', '\\bSG\\.[\\w-]{16,}\\.[\\w-]{16,}',
  '\\bSK[0-9a-f]{32}\\b', '\\bsk-[\\w-]{20,}', '\\bhf_\\w{30,}', '\\bdo[oprt]_v1_[0-9a-f]{32,}', '\\bhv[bsr]\\.[\\w-]{20,}', '\\bATATT3[\\w=-]{20,}', '\\bshp(?:at|ca|pa|ss)_[0-9a-fA-F]{32}',
  '\\bAGE-SECRET-KEY-1\\w{20,}', '\\bdapi[0-9a-f]{32}', '\\b\\d{8,10}:AA[\\w-]{30,}', '\\bglsa_\\w{20,}', '\\bglc_[\\w=+/]{20,}', '\\bNRAK-\\w{20,}', '\\blin_api_\\w{20,}',
  '\\$(?:2[abxy]|5|6|apr1|argon2id?|y)\\$\\S{20,}', '\\{SSHA(?:256|512)?\\}\\S{20,}',
].join('|');
const everyToken = new RegExp(tokens, 'g');

/** A block such as a private key, to its end or the end of the text. */
const everyBlock = /-----BEGIN [^-\n]{0,80}-----[^]*?(?:-----END [^-\n]{0,80}-----|$)/g;

/** 1: the scheme with its slashes; 2: who; 3: the password. A number after the colon and then a slash is a port. */
const everyUrl = /(:\/\/)([^\s/?#@:"'\\]{0,256}):(?!\d{1,5}(?:[/?#]|$))([^\s@"'\\]{1,256})@/g;
/** A long name before an `@` is a token that needs no password. */
const everyTokenUrl = /(:\/\/)([\w%.~+=-]{16,512})@/g;

export type Range = readonly [from: number, to: number];

/** Where a text looks like a secret: whole blocks and tokens, of an address the password only. */
export function secretShapes(text: string): Range[] {
  const whole = [everyBlock, everyToken].flatMap((pattern) => [...text.matchAll(pattern)].map(({ index, 0: found }): Range => [index, index + found.length]));
  const passwords = [...text.matchAll(everyUrl)].map(({ index, 0: found, 1: slashes = '', 2: who = '' }): Range => [index + slashes.length + who.length + 1, index + found.length - 1]);
  const names = [...text.matchAll(everyTokenUrl)].map(({ index, 0: found, 1: slashes = '' }): Range => [index + slashes.length, index + found.length - 1]);
  return [...whole, ...passwords, ...names];
}
