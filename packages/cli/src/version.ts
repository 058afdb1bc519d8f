/** Replaced by the bundler with the version of package.json. */
declare const SG_PREFLIGHT_VERSION: string;

export const version: string = SG_PREFLIGHT_VERSION;
