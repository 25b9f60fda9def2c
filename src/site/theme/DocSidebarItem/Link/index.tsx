import { useIsRead } from "@site/src/site/components/pages-read";
import type { Props } from "@theme/DocSidebarItem/Link";
import OriginalLink from "@theme-init/DocSidebarItem/Link";

/** The theme's link in the sidebar, with a tick when its page was read to the end. */
export default function DocSidebarItemLink(props: Props) {
  const { item } = props;
  const isRead = useIsRead(item.href);
  return <OriginalLink {...props} item={isRead ? { ...item, label: `${item.label} ✓` } : item} />;
}
