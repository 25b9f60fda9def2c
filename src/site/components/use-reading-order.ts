import { usePluginData } from "@docusaurus/useGlobalData";
import type { ReadingOrder } from "../plugins/reading-order";

/** What there is to read. */
export function useReadingOrder(): ReadingOrder {
  const data = usePluginData("reading-order");
  if (!isReadingOrder(data)) throw new Error("the plugin reading-order gave no data");
  return data;
}

function isReadingOrder(data: unknown): data is ReadingOrder {
  return typeof data === "object" && data !== null && "notebooks" in data && "guide" in data;
}
