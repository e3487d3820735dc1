/** Where IANA publishes the registry. */
export const REGISTRY_URL =
  "https://www.iana.org/assignments/service-names-port-numbers/service-names-port-numbers.xml";
