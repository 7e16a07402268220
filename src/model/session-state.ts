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
  /** To its main process; `answer` is the key that said yes, which may be held down. */
  | { readonly kind: 'attach'; readonly subject: Subject; readonly askedAt: number; readonly docker: string; readonly answer: string }
  /** To a process started there: the first of the commands that the container has. */
  | {
    readonly kind: 'exec'; readonly subject: Subject; readonly askedAt: number;
    /** Each with what it is called, and the docker command that does the same. */
    readonly commands: readonly { readonly words: readonly string[]; readonly label: string; readonly docker: string }[];
    readonly user: string | null; readonly workingDir: string | null;
    /** It was asked for a shell, not for a command of the user's own. */
    readonly shell: boolean;
  };

/** A line editor whose lines go into a container. */
export interface InputState {
  readonly serial: number;
  readonly subject: Subject;
  readonly askedAt: number;
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
  /** The key that said yes to it, and when it was heard last; null once it was let go. */
  readonly answer: { readonly key: string; readonly at: number } | null;
  /** Why nothing can be sent any more; null while lines can be. */
  readonly over: string | null;
}

/** A line of a command's output. `broken`: it goes on in the next one. */
export interface OutputLine {
  readonly text: string;
  readonly stderr: boolean;
  readonly broken: boolean;
}

/** A command that was typed, to be run in a container. */
export interface TypedRun {
  readonly subject: Subject;
  readonly askedAt: number;
  readonly command: readonly string[];
  readonly user: string | null;
  readonly workingDir: string | null;
  /** The command in short, and the docker command that does the same, as they are kept and shown: secrets in them are masked. */
  readonly label: string;
  readonly docker: string;
  /** The docker command as it can be run, for whoever asks for it. */
  readonly clear: string;
}

/** A command run in a container without a terminal. */
export interface OutputState extends TypedRun {
  readonly serial: number;
  /** How it ended; null while it runs. */
  readonly ended: string | null;
  /** The newest lines, and how many before them are not kept. */
  readonly lines: readonly OutputLine[];
  readonly dropped: number;
  /** The first line in sight, unless the end is followed. */
  readonly top: number;
  readonly follow: boolean;
  /** esc was pressed once while it ran. */
  readonly closing: boolean;
}

/** A session that is over. */
export interface PastSession {
  readonly target: Target;
  readonly where: string;
  readonly askedAt: number;
  readonly toldAt: number;
  /** What came of it, as a sentence. */
  readonly text: string;
  /** It did what was asked. */
  readonly good: boolean;
  /** The docker command that does the same. */
  readonly line: string;
}

/** What is known of sessions. */
export interface SessionsState {
  /** The shell that was used last in an image, by its name. */
  readonly shells: Readonly<Record<string, readonly string[]>>;
  readonly input: InputState | null;
  readonly output: OutputState | null;
  /** A lent terminal came back while it was typed at, perhaps: when a key was heard last, and what came of the session; null once there was a pause. */
  readonly typedOn: { readonly at: number; readonly text: string } | null;
  /** Oldest first. */
  readonly past: readonly PastSession[];
  /** Rises with each that is opened. */
  readonly serial: number;
}

export const freshSessions: SessionsState = { shells: {}, input: null, output: null, typedOn: null, past: [], serial: 0 };
