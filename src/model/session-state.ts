/** Sessions: what is connected to what runs in a container. Types. */
import type { Target } from './row.ts';

/** The container a session is in, as it was when it was asked for. */
export interface Subject {
  readonly target: Target;
  readonly name: string;
  readonly project: string | null;
  /** The engine's name. */
  readonly where: string;
  readonly image: string;
}

/** The terminal is given to what runs in a container. */
export type TerminalRequest =
  /** To its main process. */
  | { readonly kind: 'attach'; readonly subject: Subject; readonly docker: string }
  /** To a process started there: the first of the commands that the container has. */
  | {
    readonly kind: 'exec'; readonly subject: Subject; readonly docker: string; readonly commands: readonly (readonly string[])[];
    readonly user: string | null; readonly workingDir: string | null;
    /** It was asked for a shell, not for a command of the user's own. */
    readonly shell: boolean;
  };

/** A line editor whose lines go into a container. */
export interface InputState {
  readonly serial: number;
  readonly subject: Subject;
  readonly docker: string;
  /** The container's input ends when this is left. */
  readonly once: boolean;
  /** The attach stands. */
  readonly open: boolean;
  /** What the container wrote last without a newline: most likely a question. */
  readonly partial: string;
  /** Lines sent, and the one of them that is in hand. */
  readonly lines: readonly string[];
  readonly at: number | null;
  /** Not yet handed to the engine, in order; null ends the input. */
  readonly waiting: readonly { readonly number: number; readonly text: string | null }[];
  readonly sent: number;
  /** Of the detach keys, those already pressed. */
  readonly keys: number;
  /** ctrl-d was pressed once. */
  readonly ending: boolean;
}

/** What is known of sessions. */
export interface SessionsState {
  /** The shell that was used last in an image, by its name. */
  readonly shells: Readonly<Record<string, readonly string[]>>;
  readonly input: InputState | null;
  /** Rises with each that is opened. */
  readonly serial: number;
}

export const freshSessions: SessionsState = { shells: {}, input: null, serial: 0 };
