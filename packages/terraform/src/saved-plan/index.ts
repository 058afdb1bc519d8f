export { alicloudVersionOf, type LockFile, lockFileOf } from './lock-file.js';
export { ZipArchive } from './zip-archive.js';
