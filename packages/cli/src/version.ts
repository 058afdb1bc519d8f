/** Replaced by the bundler with the version of package.json. */
declare const SG_PREFLIGHT_VERSION: string | undefined;

export const version: string = typeof SG_PREFLIGHT_VERSION === 'string' ? SG_PREFLIGHT_VERSION : '0.0.0';
