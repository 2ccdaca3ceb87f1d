import { Emitter } from '../../../src/core/base/event.ts';

interface ChangeEvent {
  affectsConfiguration(section: string): boolean;
}

const changed = new Emitter<ChangeEvent>();

/** The configuration set by a test, and the number of reads. */
export const configuration = {
  values: {} as Readonly<Record<string, unknown>>,
  reads: 0,
  change(values: Readonly<Record<string, unknown>>): void {
    configuration.values = values;
    changed.fire({ affectsConfiguration: () => true });
  },
};

/** The parts of VS Code's API that read settings. As in VS Code, a result keeps the values of that moment. */
export const workspace = {
  getConfiguration: () => {
    const { values } = configuration;
    return { get: (key: string) => (configuration.reads++, values[key]) };
  },
  onDidChangeConfiguration: changed.event,
};
export const ConfigurationTarget = { Global: 1 };
export const l10n = { t: (text: string): string => text };
