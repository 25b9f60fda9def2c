import { useEffect, useRef } from "react";

/**
 * HTML or SVG that code on this page made. Whoever wrote the code, no script,
 * handler, frame, form or style sheet of it comes into the page, and nothing of
 * it is fetched.
 */
export function SanitisedHtml({ html }: { html: string }) {
  const host = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = host.current;
    let isGone = false;
    const show = async () => {
      const { sanitised } = await import(/* webpackChunkName: "live-html" */ "./sanitise");
      if (!isGone) element?.replaceChildren(sanitised(html));
    };
    void show();
    return () => {
      isGone = true;
    };
  }, [html]);
  return <div className="nb-html nb-html--live" ref={host} />;
}
