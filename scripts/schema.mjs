// Writes the JSON Schemas in inventories/ anew; run it after a change of src/inventory/schema.ts or
// src/plan/expected-schema.ts and `npm run build`.
import { writeFileSync } from "node:fs";
import { expectedJsonSchema, inventoryJsonSchema } from "../dist/index.js";

write("inventory.schema.json", inventoryJsonSchema());
write("expected.schema.json", expectedJsonSchema());

function write(name, schema) {
  const path = new URL(`../inventories/${name}`, import.meta.url);
  writeFileSync(path, `${JSON.stringify(schema, undefined, 2)}\n`);
}
