/** Finding a line among lines that are looked through one by one. */

/** The nearest line from `from` on in direction `step` for which `test` holds, round the end once; null when there is none. */
export function findLine(lines: { first: number; end: number; test(line: number): boolean }, from: number, step: 1 | -1): number | null {
  const { first, end, test } = lines;
  for (let line = from; line >= first && line < end; line += step) if (test(line)) return line;
  const start = step === 1 ? first : end - 1;
  for (let line = start; step === 1 ? line < Math.min(from, end) : line > Math.max(from, first - 1); line += step) if (test(line)) return line;
  return null;
}
