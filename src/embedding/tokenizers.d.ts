/** The part that we use; the package's own types do not resolve in an ES module (imports without endings). */
declare module '@huggingface/tokenizers' {
  export class Tokenizer {
    constructor(tokenizer: object, settings: object);
    encode(text: string): { ids: number[] };
    token_to_id(token: string): number | undefined;
  }
}
