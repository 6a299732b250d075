import { parseAllDocuments } from "yaml";

/** What is wrong with a text as YAML, the way Kubernetes reads it (YAML 1.1 types, no key twice); undefined if nothing is. */
export function yamlProblem(text: string): string | undefined {
  const documents = parseAllDocuments(text, { version: "1.1", prettyErrors: false });
  if (!Array.isArray(documents)) return "it is empty";
  return documents.flatMap(({ errors, warnings }) => [...errors, ...warnings])[0]?.message;
}
