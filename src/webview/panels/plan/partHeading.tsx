import { h } from 'preact';
import { Icon, type IconName } from '../../controls/icon.tsx';

export type HeadingLevel = 3 | 4;

interface PartHeadingProps {
  readonly level: HeadingLevel;
  readonly icon: IconName;
  readonly children: string;
}

/** The heading of a part of a plan. */
export function PartHeading({ level, icon, children }: PartHeadingProps) {
  return h(`h${level}`, { class: 'plan-part-heading' }, <Icon name={icon} />, children);
}
