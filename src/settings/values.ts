/** Values as people write them. */

const durationUnits: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

/** Milliseconds of `500ms`, `2s`, `1m`; a bare number is seconds. Null when it is no duration. */
export function parseDuration(text: string): number | null {
  const parts = /^(\d+(?:\.\d+)?)\s*(ms|s|m|h)?$/.exec(text.trim());
  return parts ? Number(parts[1]) * (durationUnits[parts[2] ?? 's'] ?? 1000) : null;
}

const sizeUnits: Readonly<Record<string, number>> = { '': 1, k: 1024, m: 1024 ** 2, g: 1024 ** 3 };

/** Bytes of `32MiB`, `64M`, `1g`; a bare number is bytes. Null when it is no size. */
export function parseSize(text: string): number | null {
  const parts = /^(\d+(?:\.\d+)?)\s*([kmg]?)(?:i?b)?$/i.exec(text.trim());
  return parts ? Math.round(Number(parts[1]) * (sizeUnits[(parts[2] ?? '').toLowerCase()] ?? 1)) : null;
}
