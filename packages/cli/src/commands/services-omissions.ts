import { type Registry, recordLabel } from "@portolan/model";
import { planServices, type ServicesPlanOptions } from "@portolan/services";

/** Lists by name what a services file does not express, a line for each, with the reason. */
export function omissionLines(registry: Registry, options: ServicesPlanOptions): string {
  const { omissions, conflicts } = planServices(registry, options);
  const lines = [
    ...omissions.map((omission) => `${omission.reason} ${recordLabel(omission)}`),
    ...conflicts.map(
      (conflict) => `${conflict.kind} ${recordLabel(conflict)} (${conflict.registered})`,
    ),
  ];
  return lines.map((line) => `services/${line}\n`).join("");
}
