import { didYouMean } from "../diagnostics/closest.ts";
import { SHIPPED, yamlFiles } from "./find-inventory.ts";

/** What to do about a command line that names no inventory. */
export function inventoryHelp(command: string): string {
  const shipped = yamlFiles(SHIPPED);
  if (shipped.length === 0) return `\`${command} --inventory my-lab.yaml\` reads the inventory my-lab.yaml`;
  return `\`${command} --inventory ${shipped[0]}\`; ${SHIPPED}/ has ${shipped.map((file) => `\`${file}\``).join(", ")}`;
}

/** What to do about a word where only options can stand: an inventory without its option, or a misspelt verb. */
export function wordHelp(word: string, command: string): string {
  if (/[./]/.test(word)) return `an inventory comes after its option: \`${command} --inventory ${word}\``;
  return didYouMean(word, ["plan", "rehearse", "help"]) ?? inventoryHelp(command);
}
