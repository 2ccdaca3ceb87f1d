/** Something is under way; the words beside it say what. Native: the toolkit's ring costs more of the bundle than its button does. */
export function ProgressRing() {
  return <span class="progress-ring" aria-hidden="true" />;
}
