import * as z from "zod";
import { ANYTHING, integer } from "../fields.ts";

/** The name of an instance or a peer. */
export const BGP_NAME = z.string().min(1).max(255);

/** An AS number; 0 is none (RFC 7607). */
export const ASN = integer(1, 4294967295);

/** What controllers write. In a file it has no effect. */
export const STATUS = { status: ANYTHING };
