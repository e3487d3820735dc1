import { formatPort, type Registry } from "@portolan/model";
import { type Omission, planServices, type ServicesPlanOptions } from "@portolan/services";

/** Lists by name what a services file does not express, a line for each, with the reason. */
export function omissionLines(registry: Registry, options: ServicesPlanOptions): string {
  const { omissions, conflicts } = planServices(registry, options);
  const lines = [
    ...omissions.map((omission) => `${omission.reason} ${placeOf(omission)}`),
    ...conflicts.map(
      (conflict) => `${conflict.kind} ${placeOf(conflict)} (${conflict.registered})`,
    ),
  ];
  return lines.map((line) => `services/${line}\n`).join("");
}

function placeOf({ name, port, protocol }: Pick<Omission, "name" | "port" | "protocol">): string {
  const place = [port === undefined ? undefined : formatPort(port), protocol].filter(
    (part) => part !== undefined,
  );
  return [name, place.join("/")].filter((part) => part !== undefined && part !== "").join(" ");
}
