/** How what is done is said. */
import type { ActionRequest } from '../engine/action-types.ts';
import type { Verb } from './action-state.ts';

interface Words {
  readonly now: string;
  readonly ing: string;
  readonly done: string;
}

const words: Readonly<Record<Verb, Words>> = {
  start: { now: 'start', ing: 'starting', done: 'started' },
  stop: { now: 'stop', ing: 'stopping', done: 'stopped' },
  restart: { now: 'restart', ing: 'restarting', done: 'restarted' },
  pause: { now: 'pause', ing: 'pausing', done: 'paused' },
  unpause: { now: 'unpause', ing: 'unpausing', done: 'unpaused' },
  kill: { now: 'kill', ing: 'killing', done: 'killed' },
  rename: { now: 'rename', ing: 'renaming', done: 'renamed' },
  update: { now: 'update', ing: 'updating', done: 'updated' },
  remove: { now: 'remove', ing: 'removing', done: 'removed' },
  prune: { now: 'remove', ing: 'removing', done: 'removed' },
};

/** A verb in its forms: `stop`, `stopping`, `stopped`; a signal that does not kill is sent. */
export function wordsOf(verb: Verb, signal: string): Words {
  return verb === 'kill' && signal !== 'KILL' ? { now: `send ${signal} to`, ing: 'signalling', done: `sent ${signal}` } : words[verb];
}

/** The forms of what was asked for. */
export const wordsFor = (request: ActionRequest) => wordsOf(request.verb, request.verb === 'kill' ? request.signal : '');
