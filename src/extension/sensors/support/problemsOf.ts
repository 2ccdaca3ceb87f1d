import type { Problem } from '../../../core/facts/signal.ts';

/** A diagnostic as far as it is used; a `vscode.Diagnostic` fits. */
export interface ReportedProblem {
  /** VS Code's own numbers: 0 error, 1 warning, 2 information, 3 hint. */
  readonly severity: number;
  readonly message: string;
  readonly source?: string | undefined;
  readonly code?: string | number | { readonly value: string | number } | undefined;
  readonly range: { readonly start: { readonly line: number } };
}

/** More than this many in one file are a generated file or a linter run wild. */
const mostProblems = 1000;

/** The errors and warnings among diagnostics, in their order. */
export function problemsOf(diagnostics: readonly ReportedProblem[]): Problem[] {
  return diagnostics
    .filter(({ severity }) => severity <= 1)
    .slice(0, mostProblems)
    .map(({ severity, message, source, code, range }) => ({
      severity: severity === 0 ? 'error' : 'warning',
      ...(source !== undefined && { reporter: source }),
      ...(code !== undefined && { code: String(typeof code === 'object' ? code.value : code) }),
      message,
      line: range.start.line,
    }));
}

/** Returns true if two reports of a file say the same. */
export function sameProblems(some: readonly Problem[], others: readonly Problem[]): boolean {
  return some.length === others.length && some.every((problem, index) => isSame(problem, others[index]));
}

function isSame(one: Problem, other: Problem | undefined): boolean {
  return (
    other !== undefined &&
    one.line === other.line &&
    one.message === other.message &&
    one.code === other.code &&
    one.reporter === other.reporter &&
    one.severity === other.severity
  );
}
