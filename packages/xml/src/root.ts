import { checkAttributes, type XmlElement, type XmlReading } from "./element.js";
import { xmlProblems } from "./problems.js";
import { NAMESPACE, REGISTRY_ID } from "./shape.js";

/** Tells whether a root element is a registry; anything else is reported. */
export function isRegistry(root: XmlElement, { report }: XmlReading): boolean {
  if (root.name === "registry") return true;
  const values = { found: root.name };
  report.add(xmlProblems, "xml/root-unknown", { span: { start: root.start }, values });
  return false;
}

/** Tells whether a child of a registry makes it a group of registries, as IANA's others are. */
export function isGroupMember(child: XmlElement): boolean {
  return child.name === "registry";
}

/** Reports that a registry is a group of registries, in which there are no records of ours. */
export function complainOfGroup(root: XmlElement, { report }: XmlReading): void {
  const values = { found: idOf(root) };
  report.add(xmlProblems, "xml/other-registry", { span: { start: root.start }, values });
}

/** Reports what is odd about a registry's id, namespace and other attributes. */
export function checkRoot(root: XmlElement, reading: XmlReading): void {
  const { report } = reading;
  const span = { start: root.start };
  const id = idOf(root);
  if (id !== REGISTRY_ID)
    report.add(xmlProblems, "xml/registry-id", { span, values: { found: id } });
  const namespace = root.attributes.get("xmlns") ?? NAMESPACE;
  if (namespace !== NAMESPACE) {
    report.add(xmlProblems, "xml/namespace-unknown", { span, values: { found: namespace } });
  }
  checkAttributes(root, ["id", "xmlns"], reading);
}

function idOf(root: XmlElement): string {
  return root.attributes.get("id") ?? REGISTRY_ID;
}
