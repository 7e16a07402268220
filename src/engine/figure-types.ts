/** What a container uses, runs and has changed. Part of the engine port; types only. */

/** One reading of a container's counters. A part the engine does not know is null, never 0. */
export interface Sample {
  /** The engine's clock at the reading, milliseconds. */
  readonly at: number;
  /** Nanoseconds of CPU time used since the container started, and by the whole machine (null where the engine does not tell, such as podman); cores online. */
  readonly cpu: { readonly used: number; readonly system: number | null; readonly cores: number } | null;
  /** Bytes in use as the docker CLI counts them (without the page cache); `limit` null when there is none. */
  readonly memory: { readonly used: number; readonly limit: number | null } | null;
  /** Bytes since the start, all interfaces together; null without a network. */
  readonly network: { readonly received: number; readonly sent: number } | null;
  readonly block: { readonly read: number; readonly written: number } | null;
  readonly pids: number | null;
  /** CPU percent and the like from an engine that gives no counters (podman's own figures); null where `cpu` is to be used. */
  readonly cpuPercent: number | null;
}

/** The answer of `top`: as `ps` printed it. */
export interface Processes {
  readonly titles: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

export interface FileChange {
  readonly kind: 'added' | 'changed' | 'deleted';
  readonly path: string;
}

/** Bytes in a container's own layer, and with its image; null where the engine does not say. */
export interface Sizes {
  readonly own: number | null;
  readonly all: number | null;
}

export interface Figures {
  /** One reading (`stats?stream=false&one-shot=true`, or without one-shot where an engine lacks it); null for a container that does not run. */
  sample(id: string, signal: AbortSignal): Promise<Sample | null>;
  processes(id: string, signal: AbortSignal): Promise<Processes>;
  /** What differs from the image. Costs the engine a walk through the file system: ask when it is looked at. */
  changes(id: string, signal: AbortSignal): Promise<readonly FileChange[]>;
  /** Sizes of all containers by full id. Costs the engine a walk through each: ask rarely. */
  sizes(signal: AbortSignal): Promise<ReadonlyMap<string, Sizes>>;
  /** Requests sent to the engine so far, whatever for. */
  requests(): number;
}
