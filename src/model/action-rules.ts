/** What may be done to what, when a question is no longer true, and when a word has to be typed for it. */
import type { ActionRequest } from '../engine/action-types.ts';
import type { Container } from '../engine/types.ts';
import { oneLine } from '../text/sanitise.ts';
import type { Facts, Verb } from './action-state.ts';
import type { Settings } from './state.ts';

const up = new Set(['running', 'restarting', 'paused']);

/** True for the word of a state in which a container has processes, or is about to. */
export const isUp = (word: string) => up.has(word);

/** The state of a container that was looked at, in the words of the list. */
export function wordOf({ state }: Facts): string {
  if (state.restarting) return 'restarting';
  if (state.paused) return 'paused';
  return state.running ? 'running' : state.status;
}

/** Why a verb means nothing for a container in this state, as the end of `web …`; null when it may be asked for. */
export function whyNot(verb: Verb, word: string): string | null {
  if (word === 'removing') return 'is being removed already';
  switch (verb) {
    case 'start': return word === 'paused' ? 'is paused: it is let go on, not started' : isUp(word) ? 'runs already' : word === 'dead' ? 'is dead: it can only be removed' : null;
    case 'stop': case 'kill': return isUp(word) ? null : 'does not run';
    case 'restart': return word === 'dead' ? 'is dead: it can only be removed' : null;
    case 'pause': return word === 'running' ? null : word === 'paused' ? 'is paused already' : word === 'restarting' ? 'is restarting: it can be paused once it runs' : 'does not run';
    case 'unpause': return word === 'paused' ? null : 'is not paused';
    case 'prune': return isUp(word) ? 'runs' : null;
    case 'rename': case 'update': case 'remove': return null;
  }
}

/** Why what was asked is no longer so, given what was found just before sending it, as the end of `web …`; null when it still is. */
export function whyNoLongerTrue(seen: Facts, now: Facts, request: ActionRequest): string | null {
  if (now.id !== seen.id || now.imageId !== seen.imageId) return 'was replaced since you were asked';
  if (now.name !== seen.name) return `is called ${oneLine(now.name, 256)} since you were asked`;
  if (request.verb === 'rename') return null;
  if (request.verb === 'update') {
    const before = JSON.stringify([seen.limits, seen.restartPolicy]);
    return JSON.stringify([now.limits, now.restartPolicy]) === before ? null : 'has other limits since you were asked';
  }
  const [word, before] = [wordOf(now), wordOf(seen)];
  // one that ends and is started again by its own policy is the same story: else it could never be stopped
  const again = now.restarts > seen.restarts || before === 'restarting' || word === 'restarting';
  if (again && isUp(word) && isUp(before)) return null;
  if (word !== before) return `is ${oneLine(word, 40)} since you were asked (it was ${oneLine(before, 40)})`;
  return now.state.startedAt === seen.state.startedAt || again ? null : 'was started anew since you were asked';
}

/** What fits a pattern in which `*` is anything and `?` any one character. */
function fitting(pattern: string): RegExp {
  const source = pattern.replace(/[.+^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*').replaceAll('?', '.');
  return new RegExp(`^${source}$`, 'su');
}

const compiled = new WeakMap<readonly string[], readonly RegExp[]>();

/** Why a container is protected, as the end of `it is protected by …`; null when it is not. */
export function protectedBy({ name, project, labels }: Pick<Container, 'name' | 'project' | 'labels'>, { protect }: Settings): string | null {
  if (labels['whalewatch.protect'] === 'true') return 'its label whalewatch.protect';
  const patterns = compiled.get(protect) ?? protect.map(fitting);
  compiled.set(protect, patterns);
  const at = patterns.findIndex((one) => one.test(name) || (project !== null && one.test(project)));
  return at < 0 ? null : `your setting protect “${oneLine(protect[at] ?? '', 60)}”`;
}

/** Seconds a request may keep the engine busy. */
export function secondsOf(request: ActionRequest, facts: Facts | null): number {
  return request.verb === 'stop' || request.verb === 'restart' ? request.timeout ?? facts?.stopTimeout ?? 10 : 0;
}

/** Whether what was asked for can be seen in how a container was found; null when there is no trace to see. Absent: it is gone. */
export function isDone(request: ActionRequest, seen: Facts | null, now: Facts | undefined): boolean | null {
  if (!now) return request.verb === 'remove' || request.verb === 'stop' || (request.verb === 'kill' && request.signal === 'KILL') ? true : null;
  const anew = seen !== null && now.state.startedAt !== seen.state.startedAt;
  switch (request.verb) {
    case 'start': return isUp(wordOf(now)) || anew;
    case 'stop': return !isUp(wordOf(now));
    case 'restart': return anew;
    case 'pause': return wordOf(now) === 'paused';
    case 'unpause': return wordOf(now) !== 'paused';
    case 'kill': return request.signal === 'KILL' ? !isUp(wordOf(now)) || anew : null;
    case 'rename': return now.name === request.name;
    case 'remove': return false;
    case 'update': {
      const { memory, memorySwap, cpus, pids, restartPolicy } = request;
      const { limits } = now;
      const same = (asked: number | undefined, is: number | null) => asked === undefined || asked === (is ?? 0);
      return same(memory, limits.memory) && same(memorySwap, limits.memorySwap) && same(cpus, limits.cpus) && same(pids, limits.pids)
        && (!restartPolicy || (restartPolicy.name === now.restartPolicy.name && restartPolicy.maximum === now.restartPolicy.maximum));
    }
  }
}

/** Whether the row of a container shows what was asked for; null when a row cannot tell. Absent: it is no longer listed. */
export function isListedDone(request: ActionRequest, row: Pick<Container, 'state' | 'name'> | undefined): boolean | null {
  if (!row) return request.verb === 'remove' || request.verb === 'stop' ? true : null;
  switch (request.verb) {
    case 'start': return isUp(row.state);
    case 'stop': return !isUp(row.state) && row.state !== 'removing';
    case 'pause': return row.state === 'paused';
    case 'unpause': return row.state === 'running';
    case 'rename': return row.name === request.name;
    case 'remove': return false;
    case 'restart': case 'update': case 'kill': return null;
  }
}
