/** Where engines honestly differ in what they say for the same thing. */

export interface Words {
  readonly product: string;
  /** How the image `busybox` is called. */
  readonly image: string;
  /** How many networks a container is in that was made to be in no other. */
  readonly networks: number;
  /** How the list writes the command `sh -c 'echo bye; exit 3'`. */
  readonly command: string;
  /** Whether the list tells a container's health. */
  readonly listsHealth: boolean;
  /** Whether a crash loop is ever seen restarting. */
  readonly restartsSlowly: boolean;
  /** What a failing probe's output reads; podman 4 tells it only at times. */
  readonly probeSays: RegExp;
  /** Part of the answer about a container there is none of. */
  readonly unknown: string;
  readonly stamp: RegExp;
  /** Whether `until` has the lines in it that carry that very timestamp. */
  readonly untilIncludes: boolean;
  /** The status for a log that cannot be read back. */
  readonly unreadable: number;
  /** The status for an action the container's state does not allow, and for a value that is none. */
  readonly conflict: number;
  readonly badValue: number;
  /** The status for a signal to a container that does not run. */
  readonly killOfExited: number;
  /** The status for a name that is taken, and what is said then. */
  readonly taken: number;
  readonly takenSays: RegExp;
  /** How stopping a container that was never started ends. */
  readonly stopOfCreated: 'already' | 'done';
  /** Whether a paused container may be stopped and restarted. */
  readonly stopsPaused: boolean;
  /** Whether policy and limits can be changed, and limits be taken away. */
  readonly updates: boolean;
  readonly takesLimitsAway: boolean;
  /** The status for attaching to a paused container. */
  readonly pausedAttach: number;
  /** The status for running a command in a container that does not run. */
  readonly stoppedExec: number;
  /** Part of the reason for which a running container's processes cannot be told; null where they can. */
  readonly noProcesses: string | null;
  /** The status for the processes of one that does not run; null where the engine just sends nothing. */
  readonly stoppedTop: number | null;
  /** The status for the changes of a container there is none of. */
  readonly unknownChanges: number;
  /** Whether the engine tells the time of the whole machine beside a container's. */
  readonly tellsSystem: boolean;
  /** What a stop and a removal are called, the removal last. */
  readonly actions: readonly string[];
}

export const docker: Words = {
  product: 'Docker', image: 'busybox', networks: 1, command: "sh -c 'echo bye; exit 3'", listsHealth: true, restartsSlowly: true, probeSays: /^bad\n$/, unknown: 'No such container',
  stamp: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{9}Z$/, untilIncludes: true, unreadable: 501, pausedAttach: 409, stoppedExec: 409,
  conflict: 409, badValue: 400, killOfExited: 409, taken: 409, takenSays: /is already in use/, stopOfCreated: 'already', stopsPaused: true, updates: true, takesLimitsAway: false, noProcesses: null, stoppedTop: 409, unknownChanges: 404, tellsSystem: true, actions: ['die', 'stop', 'start', 'destroy'],
};

/** Podman 4.3, as Debian 12 has it. */
export const podman: Words = {
  product: 'Podman', image: 'docker.io/library/busybox:latest', networks: 0, command: 'sh -c echo bye; exit 3', listsHealth: false, restartsSlowly: false, probeSays: /^(bad\n?)?$/, unknown: 'no such container',
  stamp: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/, untilIncludes: false, unreadable: 500, pausedAttach: 500, stoppedExec: 500,
  conflict: 500, badValue: 500, killOfExited: 500, taken: 409, takenSays: /already in use/, stopOfCreated: 'done', stopsPaused: false, updates: false, takesLimitsAway: false, noProcesses: null, stoppedTop: null, unknownChanges: 500, tellsSystem: false, actions: ['die', 'start', 'remove'],
};

/** Podman 5.4, as Debian 13 has it. */
export const podman5: Words = { ...podman, networks: 1, probeSays: /^bad\n$/, stoppedTop: 500, killOfExited: 409, taken: 500, takenSays: /UNIQUE constraint failed: ContainerConfig.Name/, updates: true, takesLimitsAway: true };

/** Docker 26 in the bare root file system it is given here, which has no ps. */
export const dockerWithoutPs: Words = { ...docker, noProcesses: '"ps": executable file not found' };
