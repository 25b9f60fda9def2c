// Completes package-lock.json with the optional packages of other platforms.
//
// A registry mirror may serve only its own platform's binaries. npm then leaves the
// others out of the lock file, and `npm ci` refuses it, here and elsewhere. Run this
// after a change of dependencies; where nothing is missing it changes nothing.
import { readFileSync, writeFileSync } from "node:fs";

/**
 * @typedef {{ version?: string, license?: string, dev?: boolean, optional?: boolean,
 *   os?: string[], cpu?: string[], libc?: string[],
 *   optionalDependencies?: Record<string, string> }} LockEntry
 */

const FILE = new URL("../package-lock.json", import.meta.url);
const SYSTEMS = ["aix", "android", "darwin", "freebsd", "linux", "openharmony", "sunos", "win32"];
const PROCESSORS = ["arm", "arm64", "ia32", "loong64", "ppc64", "riscv64", "s390x", "x64"];

const lock = JSON.parse(readFileSync(FILE, "utf8"));
/** @type {Record<string, LockEntry>} */
const packages = lock.packages;

/** Whether a package that lies at `path` finds `name` in the lock file. */
function isLocked(/** @type {string} */ path, /** @type {string} */ name) {
  for (let at = path; ; at = at.slice(0, Math.max(0, at.lastIndexOf("/node_modules/")))) {
    if (packages[`${at === "" ? "" : `${at}/`}node_modules/${name}`] !== undefined) return true;
    if (!at.includes("/node_modules/")) return packages[`node_modules/${name}`] !== undefined;
  }
}

/** What the name of a platform's package says about the platform. */
function platformOf(/** @type {string} */ name) {
  const words = name.slice(name.lastIndexOf("/") + 1).split("-");
  const os = SYSTEMS.filter((system) => words.includes(system));
  const cpu = PROCESSORS.filter((processor) => words.includes(processor));
  const libc = words.includes("musl")
    ? ["musl"]
    : words.some((w) => w.startsWith("gnu"))
      ? ["glibc"]
      : [];
  return { os, cpu, libc: os.includes("linux") ? libc : [] };
}

let added = 0;
for (const [path, parent] of Object.entries(packages)) {
  for (const [name, version] of Object.entries(parent.optionalDependencies ?? {})) {
    const { os, cpu, libc } = platformOf(name);
    // Only a platform's binary of one exact version can be written down without asking.
    if (isLocked(path, name) || os.length === 0 || !/^\d+\.\d+\.\d+$/.test(version)) continue;
    packages[`node_modules/${name}`] = {
      version,
      ...(cpu.length > 0 && { cpu }),
      ...(parent.dev === true && { dev: true }),
      ...(libc.length > 0 && { libc }),
      ...(parent.license !== undefined && { license: parent.license }),
      optional: true,
      os,
    };
    added += 1;
  }
}
lock.packages = Object.fromEntries(Object.entries(packages).sort(([a], [b]) => (a < b ? -1 : 1)));
if (added > 0) writeFileSync(FILE, `${JSON.stringify(lock, null, 2)}\n`);
console.log(`${added} packages of other platforms added to package-lock.json`);
