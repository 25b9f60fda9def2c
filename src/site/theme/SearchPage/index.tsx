import OriginalSearchPage from "@theme-init/SearchPage";
import { useEffect } from "react";

/** The theme's element around a page's content, which is not a landmark by itself. */
const CONTENT = "__docusaurus_skipToContent_fallback";

/** The search plugin's page, its content marked as the main landmark that it lacks. */
export default function SearchPage() {
  useEffect(() => {
    const content = document.getElementById(CONTENT);
    content?.setAttribute("role", "main");
    return () => content?.removeAttribute("role");
  }, []);
  return <OriginalSearchPage />;
}
