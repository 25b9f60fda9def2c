/** The search plugin's own field; src/site/plugins/site-build.ts says where it lies. */
declare module "#search-bar" {
  export { default } from "@theme/SearchBar";
}
