/** The docker command that does what is asked for. */
import type { ActionRequest } from '../engine/action-types.ts';
import { dockerLine } from './docker-line.ts';
import type { EngineChoice } from './engine-state.ts';
import { sizeWord } from './limits.ts';

/** How a container is named on a command line: by its name when that is a plain one, else by its id. */
export const namedInShell = ({ id, name }: { readonly id: string; readonly name: string }) => (/^[a-zA-Z0-9][\w.-]*$/.test(name) ? name : id);

function verbWords(request: ActionRequest): readonly string[] {
  switch (request.verb) {
    case 'start': case 'pause': case 'unpause': case 'rename': return [request.verb];
    case 'stop': case 'restart': return [request.verb, ...(request.timeout === null ? [] : ['-t', String(request.timeout)])];
    case 'kill': return ['kill', ...(request.signal === 'KILL' ? [] : ['-s', request.signal])];
    case 'remove': return ['rm', ...(request.force ? ['-f'] : []), ...(request.volumes ? ['-v'] : [])];
    case 'update': {
      const { memory, memorySwap, cpus, pids, restartPolicy } = request;
      const option = (name: string, value: string | undefined) => (value === undefined ? [] : [name, value]);
      return [
        'update', ...option('--memory', memory === undefined ? undefined : sizeWord(memory)), ...option('--memory-swap', memorySwap === undefined ? undefined : sizeWord(memorySwap)),
        ...option('--cpus', cpus?.toString()), ...option('--pids-limit', pids?.toString()),
        ...option('--restart', restartPolicy && (restartPolicy.maximum > 0 ? `${restartPolicy.name}:${restartPolicy.maximum}` : restartPolicy.name)),
      ];
    }
  }
}

/** `docker --context prod stop -t 30 web`: what does a request to these containers of one engine. */
export function actionLine(engine: EngineChoice, request: ActionRequest, containers: readonly { readonly id: string; readonly name: string }[]): string {
  return dockerLine(engine, [...verbWords(request), ...containers.map(namedInShell), ...(request.verb === 'rename' ? [request.name] : [])]);
}
