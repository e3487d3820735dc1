import type { PortRange, ServiceRecord } from "@portolan/model";

/** Holds one port and protocol of a plan with its names: what a services file writes as one line. */
export interface ServicesEntry {
  readonly port: number;
  readonly protocol: string;
  /** Canonical name: what the port answers with. */
  readonly name: string;
  readonly aliases: readonly string[];
  /** Records that the names come from, in their order; a local name or a pack's alias has none. */
  readonly records: readonly ServiceRecord[];
  /** The range of ports that the record has, where the port is one of several. */
  readonly range?: PortRange | undefined;
  /** Comment of a local line, which stands instead of the record's description. */
  readonly comment?: string | undefined;
  /** Where the line comes from. */
  readonly origin: "registry" | "base" | "overrides";
  /** Port on which the canonical name is found, where that is not this one. */
  readonly foundOn?: number | undefined;
}
