/** Gives Observable Plot less of d3 on pages than in the worker of the cells. */
import path from "node:path";
import type { LoadContext, Plugin } from "@docusaurus/types";

/** Layer of all that the worker of the cells is made of, down to its libraries. */
const CELLS = "cells";

/** Files of Plot that bring every colour scheme and every projection of d3. */
const HEAVY = /[\\/]@observablehq[\\/]plot[\\/]src[\\/](?:projection|scales[\\/]schemes)\.js$/;

/** A module that the bundler is about to look for, as far as it is used here. */
interface Wanted {
  request: string;
  readonly contextInfo: { readonly issuer: string; readonly issuerLayer?: string | null };
}

export default function d3OfCharts({ siteDir }: LoadContext): Plugin {
  const ours = path.join(siteDir, "src/site/components/chart/d3-of-charts.ts");
  return {
    name: "d3-of-charts",
    configureWebpack(_config, isServer, { currentBundler }) {
      if (isServer) return {};
      const { NormalModuleReplacementPlugin } = currentBundler.instance;
      return {
        module: { rules: [{ resource: /[\\/]cells\.worker\.ts$/, layer: CELLS }] },
        plugins: [
          new NormalModuleReplacementPlugin(/^d3$/, (wanted: Wanted) => {
            const { issuer, issuerLayer } = wanted.contextInfo;
            if (HEAVY.test(issuer) && issuerLayer !== CELLS) wanted.request = ours;
          }),
        ],
      };
    },
  };
}
