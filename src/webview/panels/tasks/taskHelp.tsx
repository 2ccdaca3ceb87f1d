import * as l10n from '@vscode/l10n';
import { keyboardShortcuts } from './labels.ts';
import { useId } from 'preact/hooks';
import { Icon } from '../../controls/icon.tsx';

/** The keys of the list, on demand. */
export function TaskHelp({ open, onToggle }: { open: boolean; onToggle: (open: boolean) => void }) {
  const id = useId();
  return (
    <div class="todo-help">
      <button
        type="button"
        class="disclosure-toggle"
        aria-expanded={open}
        aria-controls={id}
        onClick={() => onToggle(!open)}
      >
        <Icon name="chevron" class={open ? 'chevron chevron-open' : 'chevron'} />
        {l10n.t('Keyboard shortcuts')}
      </button>
      <div id={id} hidden={!open}>
        {open && (
          <>
            <dl class="todo-keys">
              {keyboardShortcuts().map(([keys, does]) => (
                <div key={keys}>
                  <dt>
                    <kbd>{keys}</kbd>
                  </dt>
                  <dd>{does}</dd>
                </div>
              ))}
            </dl>
            <p class="secondary">
              {l10n.t(
                'In the line above: #tag, !low to !urgent, ^date, 2h, @project, *weekly, and links. A backslash keeps a word as it is.',
              )}
            </p>
          </>
        )}
      </div>
    </div>
  );
}
