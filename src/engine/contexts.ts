/** The docker CLI's contexts as they lie on disk: `contexts/meta/HASH/meta.json`, `contexts/tls/HASH/docker/*.pem` (HASH: SHA-256 of the name). */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AddressError, type Tls } from './address.ts';
import { asFields, fields, flag, text } from './fields.ts';

export interface StoredContext {
  readonly name: string;
  readonly description: string;
  /** Empty when it names no Docker engine. */
  readonly host: string;
  readonly skipVerify: boolean;
  /** Where its certificates may lie. */
  readonly tlsFolder: string;
}

/** A context that is listed; `problem` says why it cannot be used. */
export type ListedContext = StoredContext & { readonly problem: string | null };

const errorCode = (error: unknown) => (error instanceof Error && 'code' in error ? String(error.code) : '');
const metaFolder = (folder: string) => join(folder, 'contexts', 'meta');
const tlsFolder = (folder: string, hash: string) => join(folder, 'contexts', 'tls', hash, 'docker');

function parsed(content: string, folder: string, hash: string): StoredContext | null {
  let of: ReturnType<typeof asFields>;
  try {
    of = asFields(JSON.parse(content));
  } catch {
    return null;
  }
  if (!of || text(of, 'Name') === '') return null;
  const docker = fields(fields(of, 'Endpoints'), 'docker');
  return {
    name: text(of, 'Name'), description: text(fields(of, 'Metadata'), 'Description'), host: text(docker, 'Host'),
    skipVerify: flag(docker, 'SkipTLSVerify'), tlsFolder: tlsFolder(folder, hash),
  };
}

/** Every context in the store, by name; one that is corrupt is listed with its problem and spoils no other. */
export function listContexts(folder: string): readonly ListedContext[] {
  let hashes: readonly string[];
  try {
    hashes = readdirSync(metaFolder(folder));
  } catch {
    return [];
  }
  const listed = hashes.map((hash): ListedContext => {
    const path = join(metaFolder(folder), hash, 'meta.json');
    const broken = (problem: string) => ({ name: `${hash.slice(0, 12)}…`, description: '', host: '', skipVerify: false, tlsFolder: '', problem: `${path} ${problem}` });
    try {
      const context = parsed(readFileSync(path, 'utf8'), folder, hash);
      if (!context) return broken('is not a context');
      return { ...context, problem: context.host === '' ? 'it names no Docker engine' : null };
    } catch (error) {
      return broken(`cannot be read (${errorCode(error)})`);
    }
  });
  return listed.sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** The context of that name. Throws AddressError when there is none: the engine meant is never replaced by another. */
export function contextNamed(folder: string, name: string, source: string): StoredContext {
  const hash = createHash('sha256').update(name).digest('hex');
  const path = join(metaFolder(folder), hash, 'meta.json');
  let content: string;
  try {
    content = readFileSync(path, 'utf8');
  } catch (error) {
    const others = listContexts(folder).map((context) => context.name);
    const known = others.length === 0 ? 'there are none besides default' : `there are default, ${others.join(', ')}`;
    if (errorCode(error) === 'ENOENT' || errorCode(error) === 'ENOTDIR') throw new AddressError(`${source} names the context “${name}”, which is not in ${folder}; ${known}.`);
    throw new AddressError(`${source} names the context “${name}”, and ${path} cannot be read (${errorCode(error)}).`);
  }
  const context = parsed(content, folder, hash);
  if (!context) throw new AddressError(`${source} names the context “${name}”, and its file ${path} is not a context: it may be cut short.`);
  if (context.host === '') throw new AddressError(`${source} names the context “${name}”, which has no Docker engine in it.`);
  return context;
}

/** A certificate or key as text; null when the file is not there. */
export function pemIn(path: string, source: string): string | null {
  let content: string;
  try {
    content = readFileSync(path, 'utf8');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null;
    throw new AddressError(`${source}: ${path} cannot be read (${errorCode(error)}).`);
  }
  if (/^-----BEGIN ENCRYPTED|^Proc-Type: 4,ENCRYPTED/m.test(content)) throw new AddressError(`${source}: ${path} is encrypted, which the docker CLI refuses too; store the key without a passphrase.`);
  return content;
}

/** The TLS of a context: null when it has no certificates and verifies. */
export function contextTls({ tlsFolder: from, skipVerify, name }: StoredContext): Tls | null {
  const [ca, cert, key] = ['ca.pem', 'cert.pem', 'key.pem'].map((file) => pemIn(join(from, file), `context “${name}”`)) as [string | null, string | null, string | null];
  return ca === null && cert === null && key === null && !skipVerify ? null : { verify: !skipVerify, ca, cert, key };
}
