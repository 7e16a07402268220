/** What is said about sessions. */
import type { Failure } from '../engine/types.ts';
import { oneLine } from '../text/sanitise.ts';
import { type DetachKeys, detachLabel } from './detach-keys.ts';
import type { Subject, TerminalRequest } from './session-state.ts';

/** Why nothing can be sent to a container in this state; null when it can. `purpose`: `to attach to`. */
export function whyNot(name: string, state: string, purpose: string): string | null {
  const who = oneLine(name);
  switch (state) {
    case 'paused': return `${who} is paused: it hears and says nothing until it is unpaused.`;
    case 'restarting': return `${who} is restarting: there is nothing ${purpose} until it runs.`;
    case 'created': return `${who} has not been started yet: there is nothing ${purpose}.`;
    case 'exited': case 'stopped': case 'dead': case 'removing': return `${who} is not running (${state}): there is nothing ${purpose}.`;
    default: return null;
  }
}

/** `shop-api-1 - project shop - engine local`: what a session is in. */
export function placeText({ name, project, where }: Subject): string {
  return [name, ...(project === null ? [] : [`project ${project}`]), `engine ${where}`].map((part) => oneLine(part)).join(' - ');
}

/** What stands on the terminal when it is given away: where one is, and how to leave. */
export function bannerText({ subject, kind }: TerminalRequest, keys: DetachKeys): string {
  const leaving = kind === 'attach' ? `${detachLabel(keys)} leaves it running; all else is typed into its main process, ctrl-c too` : `${detachLabel(keys)} leaves, as its end does`;
  return `whalewatch: ${placeText(subject)}\r\n${leaving}\r\n`;
}

/** The docker command that does the same, below the banner. */
export const dockerText = (docker: string) => `${oneLine(docker)}\r\n\r\n`;

/** What was left out of the output, in its place. */
export function sparedText(bytes: number): string {
  return `\r\n[whalewatch: ${bytes < 1e6 ? `${Math.ceil(bytes / 1e3)} kB` : `${(bytes / 1e6).toFixed(1)} MB`} of output left out: the terminal did not keep up]\r\n`;
}

/** An exit code in words where it has a meaning of its own. */
export function codeText(code: number | null): string {
  const means = code === 126 ? ' (it cannot be run)' : code === 127 ? ' (no such command)' : code === 137 ? ' (killed)' : '';
  return code === null ? 'without an exit code' : `with exit code ${code}${means}`;
}

/** A command that did not come to run, and how that is known. */
export function notRunText(what: string, where: string, code: number | null): string {
  return `\`${what}\` could not be run${where} (${code === null ? 'no exit code' : `exit code ${code}${code === 127 ? ': no such command' : ''}`})`;
}

/** A command in short. */
export function commandText(command: readonly string[]): string {
  const text = oneLine(command[0] === 'sh' && command[1] === '-c' ? command[2] ?? '' : command.join(' '));
  return text.length > 40 ? `${text.slice(0, 39)}…` : text;
}

export const failedText = ({ what, why, hint }: Failure) => `Cannot ${oneLine(what)}: ${oneLine(why).replace(/\.$/, '')}.${hint === '' ? '' : ` ${oneLine(hint)}`}`;
