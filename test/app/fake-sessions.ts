/** Sessions of an engine without wire. */
import type { Session, Sessions } from '../../src/engine/session-types.ts';

/** They take what is written and say nothing. */
export function fakeSessions(call: (name: string) => void): Sessions {
  const session = (): Session => ({
    write: () => undefined, waiting: 0, endInput: () => undefined, resize: () => Promise.resolve(), close: () => undefined,
    ended: new Promise(() => undefined),
  });
  return {
    attachWithInput: (id) => {
      call(`attach with input ${id}`);
      return Promise.resolve(session());
    },
    exec: (id, { command }) => {
      call(`exec ${id} ${command.join(' ')}`);
      return Promise.resolve(session());
    },
  };
}
