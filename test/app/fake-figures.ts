/** Figures of an engine without wire. */
import type { Figures } from '../../src/engine/figure-types.ts';

/** It knows nothing of what its containers use. */
export function fakeFigures(call: (name: string) => void): Figures {
  return {
    sample: (id) => {
      call(`sample ${id}`);
      return Promise.resolve(null);
    },
    processes: (id) => {
      call(`processes ${id}`);
      return Promise.resolve({ titles: ['PID', 'CMD'], rows: [] });
    },
    changes: (id) => {
      call(`changes ${id}`);
      return Promise.resolve([]);
    },
    sizes: () => {
      call('sizes');
      return Promise.resolve(new Map());
    },
  };
}
