/** What a check found: which rule is broken, in which case, and how. */
export interface Problem {
  readonly rule: string;
  /** Name of the case; absent where the definition itself is wrong. */
  readonly case?: string;
  readonly message: string;
}

export function describeProblem({ rule, message, case: name }: Problem): string {
  return `${rule}: ${message}${name === undefined ? '' : ` (case "${name}")`}`;
}
