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
  readonly children: Map<string, Node>;
}

const signs = { added: '+', changed: '~', deleted: '-' } as const;
const tones = { added: 'good', changed: 'warn', deleted: 'bad' } as const;
/** Of more entries than this only the uppermost folders are open at first. */
const mostOpen = 100;
const indent = '  ';

/** The entries by their folders. Paths are taken apart at `/` only: a name may hold anything else. */
function treeOf(changes: readonly FileChange[]): Node {
  const root: Node = { name: '', path: '', kind: null, children: new Map() };
  for (const { kind, path } of changes) {
    let node = root;
    for (const name of path.split('/')) {
      if (name === '') continue;
      let child = node.children.get(name);
      if (!child) node.children.set(name, child = { name, path: `${node.path}/${name}`, kind: null, children: new Map() });
      node = child;
    }
    node.kind = kind;
  }
  return root;
}

type Counts = Readonly<Record<FileChange['kind'], number>>;

const countsText = (counts: Counts) => (['added', 'changed', 'deleted'] as const).filter((kind) => counts[kind] > 0).map((kind) => `${signs[kind]}${grouped(counts[kind])}`).join(' ');

/** The entries as a tree: folders first, both by name; each folder with what is counted under it. */
export function changesDocument(changes: readonly FileChange[]): Document {
  if (changes.length === 0) return sentence('No file differs from the image.');
  const lines: DocumentLine[] = [];
  const deep: number[] = [];
  const put = (node: Node, depth: number, parent: number | undefined): Counts => {
    const at = lines.length;
    lines.push({ label: '', value: '', tone: 'normal', secret: null });
    deep.push(depth);
    const counts = { added: 0, changed: 0, deleted: 0 };
    const children = [...node.children.values()].sort((a, b) => Number(b.children.size > 0) - Number(a.children.size > 0) || (a.name < b.name ? -1 : 1));
    for (const child of children) {
      const below = put(child, depth + 1, at);
      for (const kind of ['added', 'changed', 'deleted'] as const) counts[kind] += below[kind];
    }
    const { kind } = node;
    const folder = children.length > 0;
    lines[at] = {
      label: `${indent.repeat(depth)}${kind === null ? ' ' : signs[kind]} `, value: `${oneLine(node.name)}${folder ? `/  ${countsText(counts)}` : ''}`,
      tone: kind === null ? 'normal' : tones[kind], secret: null, key: node.path, copied: oneLine(node.path),
      ...(parent === undefined ? {} : { parent }), ...(folder ? { foldEnd: lines.length } : {}),
    };
    return kind === null ? counts : { ...counts, [kind]: counts[kind] + 1 };
  };
  for (const node of treeOf(changes).children.values()) put(node, 0, undefined);
  return { lines, labelWidth: 0, labelTone: 'dim', opens: (line) => changes.length <= mostOpen || (deep[line] ?? 0) < 1 };
}
