/** Actions of an engine without wire: each is noted; it is done at once, or held until a test says what comes of it. The list changes only when a test changes it. */
import type { ActionAnswer, ActionRequest, Actions } from '../../src/engine/action-types.ts';
import { EngineError } from '../../src/engine/errors.ts';
import type { ErrorKind } from '../../src/engine/types.ts';

/** One that was asked for. */
export interface Act {
  /** The container's full id. */
  readonly id: string;
  readonly request: ActionRequest;
  /** It has its answer, or its job was called off. */
  readonly over: boolean;
  done(...warnings: string[]): void;
  already(): void;
  /** Fails it; with a status it is an answer of the engine. */
  fail(kind: ErrorKind, why: string, status?: number): void;
}

export interface FakeActions {
  /** Every action so far, those that are over too. */
  readonly acts: Act[];
  /** From now on actions wait for what the test says of them. */
  holdActions(): void;
  /** The one open action on a container. */
  act(name: string): Act;
}

/** `note` hears of each; `idOf` knows a container's id. */
export function fakeActions(note: (call: string) => void, idOf: (name: string) => string): Actions & { readonly given: FakeActions } {
  const acts: Act[] = [];
  let held = false;
  const ask = (id: string, request: ActionRequest, signal: AbortSignal) => new Promise<ActionAnswer>((resolve, reject) => {
    let over = false;
    const end = (tell: () => void) => {
      over = true;
      tell();
    };
    const act: Act = {
      id, request,
      get over() {
        return over;
      },
      done: (...warnings) => end(() => resolve({ outcome: 'done', warnings })),
      already: () => end(() => resolve({ outcome: 'already', warnings: [] })),
      fail: (kind, why, status) => end(() => reject(new EngineError({ kind, what: `${request.verb} the container`, where: 'unix:///fake.sock', why, hint: '', status: status ?? null }))),
    };
    signal.addEventListener('abort', () => end(() => reject(signal.reason as Error)), { once: true });
    acts.push(act);
    note(`${request.verb} ${id}`);
    if (!held) act.done();
  });
  return {
    act: ask,
    prune: () => {
      note('prune');
      return Promise.resolve({ removed: [], reclaimedBytes: 0 });
    },
    given: {
      acts,
      holdActions: () => {
        held = true;
      },
      act: (name) => {
        const open = acts.filter((act) => !act.over && act.id === idOf(name));
        if (open.length !== 1) throw new Error(`${open.length} actions on ${name} are open`);
        return open[0] as Act;
      },
    },
  };
}
