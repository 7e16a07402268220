/** Which values are secrets: they are masked wherever they would be shown, searched or copied. */

const secretName = /pass|secret|token|key|cred|auth|private|dsn|conn|pwd|cookie|session|salt|cert/i;
const secretValue = /:\/\/[^/\s:@]*:[^/\s@]+@|-----BEGIN |^eyJ[\w-]+\.[\w-]+\.|\bAKIA[0-9A-Z]{16}\b|\bgh[pousr]_\w{20,}|\bxox[abpr]-/;

/** What stands in place of a secret, whatever its length. */
export const masked = '••••••••';

/** True when the name says secret or the value looks like one (a URL with a password, a key, a token). An empty value hides nothing. */
export function isSecret(name: string, value: string): boolean {
  return value !== '' && (secretName.test(name) || secretValue.test(value));
}

/** A text with what looks like a secret in it masked; its lines stay. */
export function maskText(text: string): string {
  return text.split('\n').map((line) => maskWords(line.split(' ')).text.join(' ')).join('\n');
}

/** True when any word of a command line looks like a secret or follows a flag that names one. */
export function maskWords(words: readonly string[]): { text: readonly string[]; hidden: boolean } {
  let hidden = false;
  const text = words.map((word, at) => {
    const assignment = /^(-{0,2}[\w.-]+)=(.*)$/s.exec(word);
    if (assignment && isSecret(assignment[1] ?? '', assignment[2] ?? '')) {
      hidden = true;
      return `${assignment[1]}=${masked}`;
    }
    const flag = words[at - 1] ?? '';
    if (secretValue.test(word) || (/^--?[\w-]+$/.test(flag) && !word.startsWith('-') && isSecret(flag, word))) {
      hidden = true;
      return masked;
    }
    return word;
  });
  return { text, hidden };
}
