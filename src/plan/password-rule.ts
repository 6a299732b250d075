/**
 * What a password of BGP sessions may be, as an extended regular expression of POSIX, so that a shell can go by it, too.
 * Linux takes no more than 80 bytes (TCP_MD5SIG_MAXKEYLEN). The characters are those of base64, base64url, hex and UUIDs and
 * a few more that mean nothing to a shell, to FRR, to YAML inside quotes or to TOML; without `@`, so that no placeholder
 * passes for a password.
 */
export const PASSWORD_FORM = "^[A-Za-z0-9._~+/=:,-]{1,80}$";

/** The same in words; they go on after "must be". */
export const PASSWORD_WORDS =
  "1 to 80 characters, each a letter, a digit, a hyphen, an underscore or one of , . ~ + / = and :";
