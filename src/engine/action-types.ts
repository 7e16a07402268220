/** What may be done to containers, and what comes of it. Part of the engine port; types only. */

/** `no`, `always`, `unless-stopped` or `on-failure`, the last with at most so many tries (0: no limit). */
export interface RestartPolicy {
  readonly name: string;
  readonly maximum: number;
}

/** One thing to do to one container. Times are whole seconds, memory bytes. */
export type ActionRequest =
  | { readonly verb: 'start' }
  /** `timeout` null: the container's own, else the engine's (10 s). */
  | { readonly verb: 'stop' | 'restart'; readonly timeout: number | null }
  | { readonly verb: 'pause' | 'unpause' }
  /** A signal by its name: `TERM`. */
  | { readonly verb: 'kill'; readonly signal: string }
  | { readonly verb: 'rename'; readonly name: string }
  /** What is absent stays. `cpus` is a number of cores; 0 takes a limit away where the engine lets it. */
  | {
    readonly verb: 'update'; readonly restartPolicy?: RestartPolicy; readonly memory?: number; readonly memorySwap?: number; readonly cpus?: number;
    readonly pids?: number;
  }
  /** `volumes`: its anonymous volumes too. */
  | { readonly verb: 'remove'; readonly force: boolean; readonly volumes: boolean };

export interface ActionAnswer {
  /** `already`: there was nothing to do (304, or 404 on a removal). */
  readonly outcome: 'done' | 'already';
  /** What the engine said besides, not sanitised. */
  readonly warnings: readonly string[];
}

export interface PruneAnswer {
  /** Full ids of the containers removed. */
  readonly removed: readonly string[];
  readonly reclaimedBytes: number;
}

export interface Actions {
  /**
   * Does something to a container, once: it is never sent again by itself. Rejects with an EngineError: kind `status` with the engine's own
   * reason (409, 500, 404 for all but a removal), kind `timeout` or `unreachable` when nobody knows whether it was done. Its deadline
   * leaves the engine the time the action may take (a stop: its timeout and then some).
   */
  act(id: string, request: ActionRequest, signal: AbortSignal): Promise<ActionAnswer>;
  /** Removes all stopped containers there are at that moment (`POST /containers/prune`). */
  prune(signal: AbortSignal): Promise<PruneAnswer>;
}
