import type { ByteSource } from './byte-source.js';
import type { JsonScanner } from './json-scanner.js';
import { ParsingScanner } from './parsing-scanner.js';
import { hasScannerModule } from './scanner-memory.js';
import { StreamingScanner } from './streaming-scanner.js';

/** Returns a scanner that this machine can run. WebAssembly with SIMD is missing with `--jitless` and on old processors. */
export function openScanner(source: ByteSource): JsonScanner {
	return hasScannerModule() ? new StreamingScanner(source) : new ParsingScanner(source);
}
