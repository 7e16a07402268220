/** Tables of a container's details: environment, labels, mounts, networks and ports. */
import type { Details, Port } from '../../engine/types.ts';
import { cleanLines, oneLine } from '../../text/sanitise.ts';
import { textWidth } from '../../text/width.ts';
import type { Document, DocumentLine } from '../document.ts';
import { maskValue } from '../secrets.ts';

/** Columns between two columns of a table. */
const gap = 2;
/** A name longer than this does not move all values to the right. */
const mostName = 40;
/** Values are shown whole: a body with larger ones has been shortened before. */
const whole = Infinity;

/** A value that may be a secret by its name or its shape. */
export function valueLine(name: string, value: string): Pick<DocumentLine, 'value' | 'secret' | 'copied' | 'clear'> {
  const shown = maskValue(name, value);
  const clear = oneLine(value, whole);
  const copied = /[\n\t]/.test(value) ? cleanLines(value) : undefined;
  if (shown !== value) return { value: oneLine(shown, whole), secret: clear, ...(copied === undefined ? {} : { clear: copied }) };
  return { value: clear, secret: null, ...(copied === undefined ? {} : { copied }) };
}

/** One sentence in place of a table. */
export function sentence(text: string): Document {
  return { lines: [{ label: '', value: text, tone: 'dim', secret: null }], labelWidth: 0, labelTone: 'dim' };
}

const byName = (a: readonly [string, string], b: readonly [string, string]) => (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0);

/** Names and their values, sorted by name. */
function pairs(of: readonly (readonly [string, string])[], none: string): Document {
  if (of.length === 0) return sentence(none);
  const lines = [...of].sort(byName).map(([name, value]): DocumentLine => {
    const label = oneLine(name);
    return { label, ...valueLine(name, value), tone: 'normal', key: name };
  });
  return { lines, labelWidth: Math.min(mostName, widest(lines.map(({ label }) => label))) + gap, labelTone: 'accent' };
}

const widest = (texts: readonly string[]) => texts.reduce((most, text) => Math.max(most, textWidth(text)), 0);

/** Cells under headings, each column as wide as its widest cell, the last one unaligned. Empty columns are left out. */
export function table(titles: readonly string[], rows: readonly { readonly cells: readonly string[]; readonly key: string; readonly copied?: string }[]): Document {
  const kept = titles.map((_, at) => at).filter((at) => at === 0 || rows.some(({ cells }) => (cells[at] ?? '') !== ''));
  const widths = kept.map((at) => widest([titles[at] ?? '', ...rows.map(({ cells }) => cells[at] ?? '')]));
  const laid = (cells: readonly string[]) => kept.map((from, at) => {
    const cell = cells[from] ?? '';
    return at === kept.length - 1 ? cell : cell + ' '.repeat((widths[at] ?? 0) - textWidth(cell) + gap);
  });
  const lines = rows.map(({ cells, key, copied }): DocumentLine => {
    const [first = '', ...rest] = laid(cells);
    return { label: first, value: rest.join('').trimEnd(), tone: 'normal', secret: null, key, copied: copied ?? cells.filter((cell) => cell !== '').join(' ') };
  });
  return { lines, labelWidth: 0, labelTone: 'accent', heading: laid(titles).join('') };
}

/** `NAME=value` lines taken apart. */
export function namesAndValues(lines: readonly string[]): readonly (readonly [string, string])[] {
  return lines.map((line) => {
    const at = line.indexOf('=');
    return at < 0 ? [line, ''] as const : [line.slice(0, at), line.slice(at + 1)] as const;
  });
}

/** The environment, by name. */
export function envDocument({ env }: Details): Document {
  return pairs(namesAndValues(env), 'No environment was given to this container.');
}

/** The labels, by name. */
export function labelsDocument({ labels }: Details): Document {
  return pairs(Object.entries(labels), 'This container has no labels.');
}

/** What is mounted where, by the place in the container. */
export function mountsDocument({ mounts, tmpfs }: Details): Document {
  const inMemory = Object.entries(tmpfs).filter(([target]) => !mounts.some((mount) => mount.target === target))
    .map(([target, options]) => ({ type: 'tmpfs', name: '', source: options, target, writable: !/(?:^|,)ro(?:,|$)/.test(options) }));
  const all = [...mounts, ...inMemory];
  if (all.length === 0) return sentence('Nothing is mounted into this container.');
  const rows = all.sort((a, b) => byName([a.target, ''], [b.target, ''])).map(({ type, name, source, target, writable }) => ({
    cells: [oneLine(target), oneLine(type), writable ? 'rw' : 'ro', oneLine(name), oneLine(source)], key: target, copied: oneLine(source || name || target),
  }));
  return table(['TARGET', 'TYPE', 'MODE', 'VOLUME', 'SOURCE'], rows);
}

/** A port as it is reached: `127.0.0.1:8080 → 80/tcp`. */
export function portText(port: Port): string {
  const inside = `${port.port}/${oneLine(port.protocol)}`;
  if (port.hostPort === null) return `${inside} (not published)`;
  const ip = port.ip?.includes(':') ? `[${oneLine(port.ip)}]` : oneLine(port.ip ?? '');
  return `${ip}:${port.hostPort} → ${inside}`;
}

/** The networks by name, and the ports below them. */
export function networksDocument({ networks, networkMode, ports }: Details): Document {
  const rows = [...networks].sort((a, b) => byName([a.name, ''], [b.name, ''])).map(({ name, ip, ipv6, gateway, mac, aliases }) => ({
    cells: [name, ip || 'no address', ipv6, gateway, mac, aliases.join(', ')].map((cell) => oneLine(cell)), key: name, copied: oneLine(ip || ipv6 || name),
  }));
  const known = rows.length > 0 ? table(['NETWORK', 'ADDRESS', 'IPV6', 'GATEWAY', 'MAC', 'ALIASES'], rows)
    : sentence(networkMode === '' ? 'This container is on no network.' : `This container is on no network of its own (mode ${oneLine(networkMode)}).`);
  if (ports.length === 0) return known;
  const blank: DocumentLine = { label: '', value: '', tone: 'dim', secret: null };
  const portLines = ports.map((port, at): DocumentLine => ({ label: at === 0 ? 'Ports  ' : '       ', value: portText(port), tone: 'normal', secret: null }));
  return { ...known, lines: [...known.lines, blank, ...portLines] };
}
