/** What a container changed in its image's files, as a tree. */
import type { FileChange } from '../../engine/figure-types.ts';
import { oneLine } from '../../text/sanitise.ts';
import type { Document, DocumentLine } from '../document.ts';
import { grouped } from '../time.ts';
import { sentence } from './tables.ts';

interface Node {
  readonly name: string;
  readonly path: string;
  kind: FileChange['kind'] | null;
  children: Map<string, Node> | null;
}

const kinds = ['added', 'changed', 'deleted'] as const;
const signs = { added: '+', changed: '~', deleted: '-' } as const;
const tones = { added: 'good', changed: 'warn', deleted: 'bad' } as const;
/** Of more entries than this only the uppermost folders are open at first. */
const mostOpen = 100;
const indent = '  ';
/** Entries between two places where the work may rest. */
const stride = 500;

/** An entry on its way into the lines: those under it, and what is counted of them so far. */
interface Open {
  readonly node: Node;
  readonly line: number;
  readonly below: readonly Node[];
  readonly counts: Record<FileChange['kind'], number>;
  next: number;
}

const byFolderAndName = (a: Node, b: Node) => Number(b.children !== null) - Number(a.children !== null) || (a.name < b.name ? -1 : 1);
const sorted = ({ children }: Node) => (children ? [...children.values()].sort(byFolderAndName) : []);
const countsText = (counts: Open['counts']) => kinds.filter((kind) => counts[kind] > 0).map((kind) => `${signs[kind]}${grouped(counts[kind])}`).join(' ');

/** The line of an entry, once all under it are counted; `end` is the number of the line after them. */
function lineOf({ node, counts, below }: Open, depth: number, parent: number | undefined, end: number): DocumentLine {
  const { kind } = node;
  return {
    label: `${indent.repeat(depth)}${kind === null ? ' ' : signs[kind]} `, value: `${oneLine(node.name)}${below.length > 0 ? `/  ${countsText(counts)}` : ''}`,
    tone: kind === null ? 'normal' : tones[kind], secret: null, key: node.path, copied: oneLine(node.path),
    ...(parent === undefined ? {} : { parent }), ...(below.length > 0 ? { foldEnd: end } : {}),
  };
}

/** Makes the tree step by step, since there may be many entries: folders first, both by name, each folder with what is counted under it. */
export function* growChanges(changes: readonly FileChange[]): Generator<void, Document> {
  if (changes.length === 0) return sentence('No file differs from the image.');
  const root: Node = { name: '', path: '', kind: null, children: null };
  for (const [at, { kind, path }] of changes.entries()) {
    let node = root;
    // a name may hold anything but a slash
    for (const name of path.split('/')) {
      if (name === '') continue;
      node.children ??= new Map();
      let child = node.children.get(name);
      if (!child) node.children.set(name, child = { name, path: `${node.path}/${name}`, kind: null, children: null });
      node = child;
    }
    node.kind = kind;
    if (at % stride === 0) yield;
  }
  const lines: DocumentLine[] = [];
  const depths: number[] = [];
  const fresh = (node: Node, line: number): Open => ({ node, line, below: sorted(node), counts: { added: 0, changed: 0, deleted: 0 }, next: 0 });
  const open: Open[] = [fresh(root, -1)];
  for (let at = open[0]; at; at = open[open.length - 1]) {
    const next = at.below[at.next++];
    if (next) {
      depths.push(open.length - 1);
      open.push(fresh(next, depths.length - 1));
      if (depths.length % stride === 0) yield;
      continue;
    }
    open.pop();
    const over = open[open.length - 1];
    if (!over) break;
    lines[at.line] = lineOf(at, open.length - 1, over.line < 0 ? undefined : over.line, depths.length);
    for (const kind of kinds) over.counts[kind] += at.counts[kind] + (at.node.kind === kind ? 1 : 0);
  }
  return { lines, labelWidth: 0, labelTone: 'dim', opens: (line) => changes.length <= mostOpen || depths[line] === 0 };
}

/** The entries as a tree, in one go. */
export function changesDocument(changes: readonly FileChange[]): Document {
  const work = growChanges(changes);
  for (let step = work.next(); ; step = work.next()) if (step.done) return step.value;
}
