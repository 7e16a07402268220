/** Which names say that their value is a secret, and which values are none all the same. */

/** Words that name nothing else: in any part of a name. */
const strongPart = /passw(?:or)?d|passphrase|secret|credential|token(?!i[sz])|bearer|apikey|accesskey|privatekey|secretkey|authkey|masterauth|connectionstring|^jwt$/;
const strongWord = new Set(['pass', 'pwd', 'pw', 'psw', 'cred', 'creds', 'dsn', 'pat', 'requirepass']);
/** Endings of words run together (`dbpass`, `sapwd`), and the words that merely sound like it. */
const strongEnd = /(?:(?<!com|by|sur|tres|over|under|im)pass|pwd|pswd)$/;
/** Words that may name a secret or something about one. */
const weakWord = new Set(['key', 'keys', 'auth', 'basicauth', 'authorization', 'private', 'conn', 'connection', 'connstr', 'cookie', 'cookies', 'session', 'salt', 'cert', 'certs', 'certificate', 'pem', 'hmac', 'signature', 'sig']);
const keyEnd = /(?<!mon|tur|don|hoc|jock|whis|hot)key$/;
/** What stands before `key` where the key is one that opens something. */
const keyOf = new Set(['api', 'access', 'secret', 'encryption', 'encrypt', 'decryption', 'signing', 'sign', 'master', 'account', 'license', 'licence', 'deploy', 'ssh', 'session', 'shared', 'app', 'auth', 'client', 'hmac', 'aes', 'jwt', 'webhook', 'storage', 'service', 'root', 'admin', 'private']);
const publicWord = new Set(['public', 'publishable', 'pub']);

/** Words by which a name asks whether, how long, where or of which kind, and does not give the thing itself. */
const whether = new Set(['allow', 'allowed', 'enable', 'enabled', 'disable', 'disabled', 'use', 'require', 'required', 'skip', 'is', 'has', 'with', 'without', 'no', 'force', 'random', 'verify', 'check', 'secure', 'only', 'empty']);
const measure = new Set(['ttl', 'timeout', 'expiry', 'expires', 'expiration', 'expire', 'age', 'lifetime', 'length', 'len', 'size', 'count', 'rounds', 'iterations', 'min', 'max', 'limit', 'interval', 'days', 'hours', 'minutes', 'seconds', 'retries', 'attempts', 'duration', 'validity', 'connections']);
const place = new Set(['file', 'files', 'path', 'paths', 'dir', 'directory', 'location', 'folder', 'store', 'stdin', 'prompt']);
const kind = new Set(['type', 'types', 'method', 'methods', 'algorithm', 'algo', 'alg', 'mode', 'provider', 'driver', 'backend', 'policy', 'format', 'prefix', 'suffix', 'header', 'issuer', 'audience', 'scheme', 'strategy', 'name', 'names', 'field', 'param', 'column', 'encoding', 'version', 'host', 'port', 'url', 'uri', 'endpoint', 'realm', 'domain', 'resolver', 'region', 'engine']);

const yesOrNo = /^(?:true|false|yes|no|on|off|null|none|enabled|disabled|[01])$/i;
const amount = /^\d{1,9}(?:\.\d+)?\s*(?:ms|[smhdwy]|[kmg]i?b?)?$/i;
const plainKind = /^[A-Za-z][\w.:/-]{0,63}$|^[\w.-]{1,15}$/;
const plainUrl = /^[a-z][a-z0-9+.-]*:\/\/[^\s@?#]*$/i;
const anyPath = /^(?:~|\.{1,2})?\/[^\s]*$|^[A-Za-z]:\\|^[\w.-]+(?:\/[\w.-]+)+$|^[\w.-]+\.\w{1,5}$/;
/** Paths where files of that kind are, and names of such files: a base64 text begins with `/` too, now and then. */
const knownPath = /^(?:~|\.{1,2})?\/(?:etc|var|run|usr|opt|home|root|app|apps|data|srv|tmp|certs?|certificates|ssl|tls|secrets|mnt|config|keys|proc|dev|sys|lib|bin|conf|workspace|work|build|src|code|nix|sessions?|vault)(?:\/|$)|^[\w@.~/-]+\.(?:pem|key|pub|crt|cer|der|p12|pfx|jks|json|ya?ml|toml|conf|cfg|ini|env|txt|sock|socket|db|log|sh)$/;
const lowerWord = /^[a-z][a-z_-]{0,19}$/;

/** What every name has that says anything of a secret: most names and texts are done with by this. As a source of regular expressions. */
export const hints = '(?:pass|secret|token|key|cred|auth|private|dsn|conn|pwd|pw|cookie|session|salt|cert|psw|pat|bearer|jwt|pem|hmac|sig)';
const hint = new RegExp(hints, 'i');

/** The words of a name, in lower case: `DB_PASSWORD`, `dbPassword` and `db.password` are two. */
function wordsOf(name: string): string[] {
  return name.replace(/([a-z0-9])([A-Z])/g, '$1 $2').replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2').toLowerCase().split(/[^a-z0-9]+/).filter((word) => word !== '');
}

const isStrong = (words: readonly string[]) => words.some((word, at) => strongPart.test(word) || strongWord.has(word) || strongEnd.test(word)
  || ((word === 'key' || word === 'keys') && keyOf.has(words[at - 1] ?? '')));
const isWeak = (words: readonly string[]) => words.some((word) => weakWord.has(word) || keyEnd.test(word));

/** Whether a value answers what the name asks about a secret: how long it is, where it lies, which kind it is. */
function isAbout(words: readonly string[], value: string): boolean {
  const last = words[words.length - 1] ?? '';
  if (yesOrNo.test(value) && words.some((word) => whether.has(word))) return true;
  if (measure.has(last) && amount.test(value)) return true;
  if (place.has(last) && anyPath.test(value)) return true;
  return kind.has(last) && (plainKind.test(value) || plainUrl.test(value));
}

/**
 * Whether a value is a secret because of its name. `firm` asks for names that leave no doubt: those of a text in which a word before a
 * colon need not be a name.
 */
export function isSecretName(name: string, value: string, firm = false): boolean {
  if (value === '' || !hint.test(name) || /^(?:null|nil|undefined|none)$/i.test(value) || /^(?:OLD)?PWD$/.test(name) && value.startsWith('/')) return false;
  const words = wordsOf(name);
  if (isStrong(words)) return !isAbout(words, value) && !(words.some((word) => publicWord.has(word)) && !words.includes('private'));
  if (!isWeak(words) || isAbout(words, value)) return false;
  if (words.some((word) => publicWord.has(word))) return false;
  if (yesOrNo.test(value) || knownPath.test(value) || plainUrl.test(value)) return false;
  const last = words[words.length - 1] ?? '';
  const ends = last === 'connection' ? false : weakWord.has(last) || keyEnd.test(last);
  if (!ends && (lowerWord.test(value) || amount.test(value))) return false;
  return !firm || /\d/.test(value) || value.length >= 12;
}
