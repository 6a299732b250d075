// Writes inventories/inventory.schema.json anew; run it after a change of src/inventory/schema.ts and `npm run build`.
import { writeFileSync } from "node:fs";
import { inventoryJsonSchema } from "../dist/index.js";

const path = new URL("../inventories/inventory.schema.json", import.meta.url);
writeFileSync(path, `${JSON.stringify(inventoryJsonSchema(), undefined, 2)}\n`);
