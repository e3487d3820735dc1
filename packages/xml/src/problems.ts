/** Lists the problems that reading or writing XML can have. */
export const xmlProblems = {
  "xml/empty": [
    "error",
    "The document is empty.",
    "Check where the file came from; fetch it anew.",
  ],
  "xml/not-xml": [
    "error",
    "The document is not XML; it begins with “{found}”.",
    "Give the registry's XML, or name the format that it is in.",
  ],
  "xml/html-page": [
    "error",
    "The document is an HTML page, not the registry's XML.",
    "Look at the page: it may be a server's error message. Fetch the XML anew.",
  ],
  "xml/root-missing": [
    "error",
    "The document ends before an element begins; there is no registry in it.",
    "Check where the file came from; fetch it anew.",
  ],
  "xml/malformed": [
    "error",
    "The XML is not well-formed: {fault} {left} is left out.",
    "Correct the document there, or fetch it anew.",
  ],
  "xml/tag-mismatched": [
    "error",
    "</{found}> appears where <{open}>, opened in line {line}, must be closed. {left} is left out.",
    "Correct the end tag, or add the missing one.",
  ],
  "xml/tag-not-closed": [
    "error",
    "<{open}> is not closed before the next <{found}>. {left} is left out.",
    "Add the missing end tag.",
  ],
  "xml/tag-not-opened": [
    "error",
    "The start tag that belongs to the next </{found}> is missing. What comes before it is left out.",
    "Add the missing start tag.",
  ],
  "xml/not-closed": [
    "error",
    "The document ends before all of its elements are closed. Only what is complete is read.",
    "The file is probably cut off: fetch it anew.",
  ],
  "xml/after-root": [
    "error",
    "Something follows the end of the root element; it is not read.",
    "Remove it; if two documents were joined, convert them one by one.",
  ],
  "xml/character-invalid": [
    "error",
    "The character U+{code} cannot be in XML. {left} is left out.",
    "Remove the character; many of them mean that the file is not UTF-8.",
  ],
  "xml/document-type": [
    "warning",
    "The document has a document type declaration; only the names that it gives to texts are read.",
    "Remove the declaration; the registry's XML has none.",
  ],
  "xml/entity-unknown": [
    "error",
    "“{found}” is not a character that XML can name; it is kept as text.",
    "Write the character itself, or & as &amp;.",
  ],
  "xml/not-escaped": [
    "error",
    "“{found}” must be escaped here; it is kept as text.",
    "Write < as &lt; and > as &gt;.",
  ],
  "xml/too-deep": [
    "error",
    "Elements are nested more than {limit} deep; what is inside <{found}> is left out.",
    "Remove the nesting; the registry's XML is five deep.",
  ],
  "xml/too-long": [
    "error",
    "An element does not end within {limit} characters; nothing from it on is read.",
    "Look for an end tag or a quote that is missing there.",
  ],
  "xml/root-unknown": [
    "error",
    "The root element is <{found}>, not <registry>.",
    "Give the XML of the service name and port number registry.",
  ],
  "xml/other-registry": [
    "error",
    "The document is the registry “{found}”, which has registries inside, not that of service names and ports.",
    "Give the XML of the service name and port number registry.",
  ],
  "xml/protocol-numbers": [
    "error",
    "The document is IANA's registry of protocol numbers, not that of service names and ports.",
    "Use protocolNumbersFromXml, or the command portolan services protocols.",
  ],
  "xml/registry-id": [
    "warning",
    "The registry's id is “{found}”, not “service-names-port-numbers”.",
    "Make sure that it is the service name and port number registry.",
  ],
  "xml/namespace-unknown": [
    "warning",
    "The namespace is “{found}”, not IANA's “http://www.iana.org/assignments”.",
    "Make sure that it is the service name and port number registry.",
  ],
  "xml/element-unknown": [
    "warning",
    "<{found}> is not known inside <{parent}>; it is left out.",
    "Remove it, or tell us if IANA added it.",
  ],
  "xml/element-repeated": [
    "warning",
    "<{found}> appears more than once inside <{parent}>; only the first is kept.",
    "Keep one of them.",
  ],
  "xml/element-empty": [
    "warning",
    "<{found}> inside <{parent}> has nothing in it; it is left out.",
    "Remove it, or fill it.",
  ],
  "xml/markup-unknown": [
    "warning",
    "<{found}> is not known in the text of <{parent}>; only its text is kept.",
    "Remove the tags.",
  ],
  "xml/attribute-unknown": [
    "warning",
    "The attribute {found} of <{parent}> is not known; it is left out.",
    "Remove it, or tell us if IANA added it.",
  ],
  "xml/text-unexpected": [
    "warning",
    "“{found}” is between the elements of <{parent}>; it is left out.",
    "Put it into the element that it belongs to.",
  ],
  "xml/person-outside": [
    "warning",
    "<{found}> is not inside <people>, but inside <{parent}>; it is read nevertheless.",
    "Put it into <people>.",
  ],
  "xml/reference-without-type": [
    "warning",
    "<xref> does not say of what type it is.",
    "Give it a type: rfc, draft, uri, text, note or person.",
  ],
  "xml/person-expected": [
    "warning",
    "<xref> does not simply name a person; “{found}” is kept as the person's id.",
    'Write <xref type="person" data="…"/>.',
  ],
  "xml/id-missing": [
    "warning",
    "<{found}> has no {attribute}, by which it could be cited.",
    "Give it one.",
  ],
  "xml/reference-as-contact": [
    "warning",
    "A record's reference to the person “{found}” is read back from XML as a contact.",
    "Make the person a contact, or the reference one of another type.",
  ],
  "xml/character-replaced": [
    "warning",
    "The character U+{code} cannot be in XML; U+FFFD is written instead.",
    "Remove the character from the registry.",
  ],
  "xml/name-invalid": [
    "warning",
    "“{found}” cannot be the name of an XML element or attribute here; it is left out.",
    "Correct the name in the registry.",
  ],
  "xml/not-carried": [
    "warning",
    "XML has no place for {what}; it is left out.",
    "Write JSON or YAML to keep it.",
  ],
} as const;
