/** Captured HTTP answers taken apart. */

/** The status of a captured answer. */
export const statusOf = (bytes: Buffer) => Number(/^HTTP\/1\.[01] (\d{3})/.exec(bytes.toString('latin1'))?.[1]);

/** Its headers, names in lower case. */
export function headersOf(bytes: Buffer): Readonly<Record<string, string>> {
  const [head = ''] = bytes.toString('latin1').split('\r\n\r\n', 1);
  return Object.fromEntries(head.split('\r\n').slice(1).map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]));
}

/** Its body, for an answer that is not chunked. */
export const bodyOf = (bytes: Buffer) => bytes.subarray(bytes.indexOf('\r\n\r\n') + 4).toString('utf8');
