import { useId } from 'preact/hooks';
import { Icon } from '../../controls/icon.tsx';
import { useApp } from '../../state/app.ts';

/** The keys of the list, on demand. */
export function TaskHelp({ open, onToggle }: { open: boolean; onToggle: (open: boolean) => void }) {
  const { strings } = useApp();
  const t = strings.tasks.help;
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
        {t.heading}
      </button>
      <div id={id} hidden={!open}>
        {open && (
          <>
            <dl class="todo-keys">
              {t.keys.map(([keys, does]) => (
                <div key={keys}>
                  <dt>
                    <kbd>{keys}</kbd>
                  </dt>
                  <dd>{does}</dd>
                </div>
              ))}
            </dl>
            <p class="secondary">{t.line}</p>
          </>
        )}
      </div>
    </div>
  );
}
