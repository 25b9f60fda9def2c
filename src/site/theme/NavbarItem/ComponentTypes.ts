/**
 * The kinds of items that the bar at the top may have. The theme's own table brings every kind
 * into every page, such as a menu of versions that this site has not.
 */
import DefaultNavbarItem from "@theme/NavbarItem/DefaultNavbarItem";
import DocSidebarNavbarItem from "@theme/NavbarItem/DocSidebarNavbarItem";
import SearchNavbarItem from "@theme/NavbarItem/SearchNavbarItem";

export default {
  default: DefaultNavbarItem,
  docSidebar: DocSidebarNavbarItem,
  search: SearchNavbarItem,
};
