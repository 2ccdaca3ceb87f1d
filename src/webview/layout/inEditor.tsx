import type { ComponentChildren } from 'preact';
import { useApp } from '../state/app.ts';

/** Controls that change something, or open something beside the view: shown in VS Code only, since elsewhere the history is read-only. */
export function InEditor({ children }: { readonly children: ComponentChildren }) {
  return useApp().inEditor ? <>{children}</> : null;
}

interface EditorLinkProps {
  readonly children: ComponentChildren;
  readonly onClick: () => unknown;
  readonly class?: string;
  /** For screen readers, if it says more than the content. */
  readonly label?: string;
  readonly title?: string;
}

/** A link to something that only VS Code can open; elsewhere it is plain text. */
export function EditorLink({ children, onClick, class: name = '', label, title }: EditorLinkProps) {
  if (!useApp().inEditor) return <span class={name}>{children}</span>;
  return (
    <button type="button" class={`link ${name}`} aria-label={label} title={title} onClick={() => void onClick()}>
      {children}
    </button>
  );
}
