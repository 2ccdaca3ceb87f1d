import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import { Icon } from '../controls/icon.tsx';
import { useKept } from '../state/app.ts';
import './panel.css';

interface PanelProps {
  readonly id: string;
  readonly title: string;
  /** A few words beside the title while it is closed. */
  readonly note?: string | undefined;
  readonly actions?: ComponentChildren;
  readonly children: ComponentChildren;
}

/** Whether a panel is open; remembered. */
export function usePanelOpen(id: string): [boolean, (open: boolean) => void] {
  return useKept(`open.${id}`, true);
}

/** A section with a heading that opens and closes it, like those of VS Code's own views. */
export function Panel({ id, title, note, actions, children }: PanelProps) {
  const [open, setOpen] = usePanelOpen(id);
  const body = useId();
  return (
    <section class="panel" aria-labelledby={`${id}-title`} id={`panel-${id}`}>
      <header class="panel-header">
        <h2 class="panel-heading">
          <button
            type="button"
            class="panel-toggle"
            aria-expanded={open}
            aria-controls={body}
            onClick={() => setOpen(!open)}
          >
            <Icon name="chevron" class={open ? 'chevron chevron-open' : 'chevron'} />
            <span id={`${id}-title`}>{title}</span>
            {note && !open && <span class="panel-note">{note}</span>}
          </button>
        </h2>
        {open && <div class="panel-actions">{actions}</div>}
      </header>
      <div class="panel-body" id={body} hidden={!open}>
        {open && children}
      </div>
    </section>
  );
}
