/** What is typed to be run in a container: `[-u user] [-w dir] command`. */

export interface TypedCommand {
  readonly command: readonly string[];
  readonly user: string | null;
  readonly workingDir: string | null;
}

/** A word, and where it begins and ends in the text. */
interface Word {
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

/** What only a shell can do: pipes, lists, redirections, variables, patterns, substitutions. */
const forShell = /[|&;<>()$`*?~{}[\]]/;
const word = /(?:[^\s'"\\]|\\[^]|'[^']*'|"(?:[^"\\]|\\[^])*")+/y;

const bare = (text: string) => text.replace(/'([^']*)'|"((?:[^"\\]|\\[^])*)"|\\([^])/g, (_, single?: string, double?: string, one?: string) => single ?? double?.replace(/\\([$`"\\])/g, '$1') ?? one ?? '');

/** The words of a line as a shell would cut them, quotes taken away; null when a quote is not closed. */
function wordsOf(line: string): readonly Word[] | null {
  const words: Word[] = [];
  for (let at = 0; ;) {
    at += /^\s*/.exec(line.slice(at))?.[0].length ?? 0;
    if (at >= line.length) return words;
    word.lastIndex = at;
    const found = word.exec(line)?.[0];
    if (found === undefined) return null;
    words.push({ text: bare(found), from: at, to: at + found.length });
    at += found.length;
    if (at < line.length && !/\s/.test(line[at] ?? '')) return null;
  }
}

/** Reads what was typed. What only a shell can do is given to the container's own `sh -c`, as it stands. */
export function readCommand(line: string): TypedCommand | { readonly problem: string } {
  const words = wordsOf(line);
  if (words === null) return { problem: 'a quote is not closed' };
  let [user, workingDir]: [string | null, string | null] = [null, null];
  let at = 0;
  for (; words[at]?.text.startsWith('-'); at += 2) {
    const flag = words[at]?.text ?? '';
    const value = words[at + 1]?.text;
    if (flag !== '-u' && flag !== '-w') return { problem: `${flag} is not understood: only -u USER and -w DIR stand before the command` };
    if (value === undefined) return { problem: `${flag} needs a value` };
    if (flag === '-u') user = value;
    else workingDir = value;
  }
  const rest = words.slice(at);
  const [first] = rest;
  if (!first) return { problem: 'no command was given' };
  const text = line.slice(first.from).trim();
  const unquoted = text.replace(/'[^']*'|\\[^]/g, '');
  return { user, workingDir, command: forShell.test(unquoted) ? ['sh', '-c', text] : rest.map((one) => one.text) };
}
