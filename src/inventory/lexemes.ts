import { CST, Lexer } from "yaml";

/** An inventory is four levels deep. The yaml package calls itself for each level, and what ends its stack ends the process. */
export const MAX_DEPTH = 100;

/** The text is nested too deeply, at this offset. */
export class TooDeep extends Error {
  constructor(readonly offset: number) {
    super("too deep");
  }
}

/** The text in YAML's lexical tokens. Throws TooDeep where more than MAX_DEPTH levels of blocks, or of brackets, are open. */
export function* lexemes(text: string): Generator<string, void> {
  const columns: number[] = [];
  let brackets = 0;
  let offset = 0;
  let column = 0;
  let mayBegin = true;
  for (const lexeme of new Lexer().lex(text)) {
    yield lexeme;
    if (MARKS.includes(lexeme)) continue;
    const type = CST.tokenType(lexeme);
    if (type === "newline") mayBegin = true;
    else if (type !== "space" && type !== "comment") {
      // A block is as deep as there are columns at which blocks around it begin, or twice that: `a:` and its `-` share one.
      if (brackets === 0 && mayBegin) {
        while ((columns.at(-1) ?? -1) > column) columns.pop();
        if ((columns.at(-1) ?? -1) < column) columns.push(column);
      }
      mayBegin = INDICATORS.includes(lexeme);
      if (lexeme === "[" || lexeme === "{") brackets++;
      if (lexeme === "]" || lexeme === "}") brackets = Math.max(0, brackets - 1);
      if (columns.length > MAX_DEPTH || brackets > MAX_DEPTH) throw new TooDeep(offset);
    }
    offset += lexeme.length;
    const lineEnd = lexeme.lastIndexOf("\n");
    column = lineEnd < 0 ? column + lexeme.length : lexeme.length - lineEnd - 1;
  }
}

/** Lexemes that stand for no text. */
const MARKS: readonly string[] = [CST.DOCUMENT, CST.FLOW_END, CST.SCALAR];

/** Behind these a block may begin on the same line. */
const INDICATORS: readonly string[] = ["-", "?", ":"];
