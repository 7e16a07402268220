/** Actions of an engine without wire. */
import type { Actions } from '../../src/engine/action-types.ts';

/** They are done at once and change nothing. */
export function fakeActions(call: (name: string) => void): Actions {
  return {
    act: (id, { verb }) => {
      call(`${verb} ${id}`);
      return Promise.resolve({ outcome: 'done', warnings: [] });
    },
    prune: () => {
      call('prune');
      return Promise.resolve({ removed: [], reclaimedBytes: 0 });
    },
  };
}
