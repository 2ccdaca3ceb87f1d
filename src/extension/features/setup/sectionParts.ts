import type { ViewCommand } from '../../../core/views/contract.ts';
import type { SetupAction, SetupFact, SetupSection } from '../../../core/views/setup.ts';

/** A section as input; the schema adds defaults. */
export type SectionParts = Pick<SetupSection, 'id' | 'title' | 'actions'> & { readonly facts: readonly SetupFact[] };

/** A press that runs a command. */
export function command(label: string, id: ViewCommand, primary = false): SetupAction {
  return { label, command: id, ...(primary && { primary }) };
}

/** A button that opens VS Code's settings, filtered by `query`. */
export function setting(label: string, query: string): SetupAction {
  return { label, setting: query };
}
