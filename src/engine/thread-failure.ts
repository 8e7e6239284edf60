import { InternalError } from '../errors.js';

export function threadFailure(message: string, cause?: unknown): InternalError {
  return new InternalError(`a reading thread failed: ${message}`, {
    hint: 'Run again with --threads 1 to see whether it is the log; please report it.',
    cause,
  });
}
