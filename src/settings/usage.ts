/** Bad usage: exit code 2. Its message is one sentence. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
