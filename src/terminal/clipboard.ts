/** The sequence that puts text on the clipboard of who sits at the terminal: OSC 52, which an SSH connection lets through. */
import type { Environment } from './capabilities.ts';

/** GNU screen keeps no more than 768 bytes of a string that it passes on. */
const screenPiece = 700;

/** Says whether GNU screen is what reads our bytes. Where tmux is there as well, it is not known which is inside the other: tmux is asked by name then. */
function inScreen(env: Environment): boolean {
  return (env['STY'] ?? '') !== '' && (env['TMUX'] ?? '') === '';
}

/** The bytes of OSC 52 for the text. It ends with BEL: an ST would end the string of GNU screen around it, which passes on what lies in a DCS, piece by piece. */
export function clipboardSequence(text: string, env: Environment): string {
  const plain = `\x1b]52;c;${Buffer.from(text).toString('base64')}\x07`;
  if (!inScreen(env)) return plain;
  const pieces = Array.from({ length: Math.ceil(plain.length / screenPiece) }, (_, at) => plain.slice(at * screenPiece, (at + 1) * screenPiece));
  return pieces.map((piece) => `\x1bP${piece}\x1b\\`).join('');
}
