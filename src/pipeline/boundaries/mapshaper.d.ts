/** mapshaper ships no types; this is the part of its Node API that the importer uses. */
declare module 'mapshaper' {
  interface Mapshaper {
    /** Runs commands given as tokens. Input and output files live in memory, by file name. */
    applyCommands(
      argv: readonly string[],
      input?: Record<string, string | Uint8Array>,
    ): Promise<Record<string, string | Uint8Array>>;
  }
  const mapshaper: Mapshaper;
  export default mapshaper;
}
