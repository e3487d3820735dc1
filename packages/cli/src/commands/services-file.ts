import { readSystemFile, readSystemStream, SourceError, type SystemFile } from "@portolan/source";
import type { Console } from "../console.js";

/** Where the file of the system is. */
const SERVICES = "/etc/services";

/**
 * Reads a services file: the one that is named, else the system's. Where a system keeps its own files
 * below /usr/etc, and nobody made one in /etc, that one is read.
 *
 * @throws {SourceError} where it cannot be read.
 */
export async function readServicesFile(
  path: string | undefined,
  console: Console,
): Promise<SystemFile> {
  if (path === "-") return readSystemStream(console.stdin.stream);
  const named = path ?? SERVICES;
  try {
    return await readSystemFile(named);
  } catch (error) {
    const isMissing = error instanceof SourceError && error.code === "source/not-found";
    if (!isMissing || !/(?:^|\/)etc\/services$/.test(named) || /usr\/etc\/services$/.test(named))
      throw error;
    const vendor = named.replace(/etc\/services$/, "usr/etc/services");
    const file = await readSystemFile(vendor).catch(() => {
      throw error;
    });
    await console.remark(`There is no ${named}; reading ${vendor}.`);
    return file;
  }
}
