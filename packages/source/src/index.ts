export { decode } from "./decode.js";
export { type Input, readInputFile, readInputStream, STDIN_NAME } from "./read-input.js";
export { SourceError, type SourceErrorCode } from "./source-error.js";
export { writeOutputFile } from "./write-output.js";
