import { Option } from "commander";

/** Makes the option that names the registry to ask, the same for every command that asks one. */
export function registryOption(purpose: string): Option {
  return new Option(
    "-r, --registry <input>",
    `registry ${purpose}, in any format (else the synced copy, else the excerpt)`,
  );
}

/** Makes the option that names the format of an input. */
export function fromOption(): Option {
  return new Option("-f, --from <format>", "format of the input (else its content decides)");
}
