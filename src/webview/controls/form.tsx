import type { ComponentChildren } from 'preact';
import './form.css';

interface FormProps {
  readonly name: string;
  readonly onSubmit: () => void;
  readonly onCancel: () => void;
  readonly children: ComponentChildren;
}

/** Fields that belong together: Enter submits (in a field for several lines Ctrl or Cmd and Enter), Escape cancels. */
export function Form({ name, onSubmit, onCancel, children }: FormProps) {
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing) return;
    if (event.key === 'Escape') {
      event.stopPropagation();
      onCancel();
    } else if (event.key === 'Enter' && submits(event)) {
      event.preventDefault();
      onSubmit();
    }
  };
  return (
    <div class="form" role="form" aria-label={name} onKeyDown={onKeyDown}>
      {children}
    </div>
  );
}

function submits({ target, ctrlKey, metaKey }: KeyboardEvent): boolean {
  if (!(target instanceof HTMLElement)) return false;
  const tag = target.tagName.toLowerCase();
  if (tag === 'vscode-text-area') return ctrlKey || metaKey;
  return tag === 'vscode-text-field' || tag === 'input';
}
