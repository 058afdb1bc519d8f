// Takes the place of the package @pulumi/pulumi in the bundle: the parts of it that @pulumi/policy uses. The whole
// package would bring 220 others. bundle.mjs names this file.
export * as asset from '@pulumi/pulumi/asset/index.js';

/** The policies of this pack return no outputs. */
export const Output = { isInstance: () => false };

/** Marks of special values. Source: pulumi sdk/nodejs/runtime/rpc.ts. */
export const specialSigKey = '4dabf18193072939515e22adb298388d';
export const specialAssetSig = 'c44067f5952c0a294b673a41bacd8c17';
export const specialArchiveSig = '0def7320c3a5731c473e5ecbe6d01bc7';
export const specialSecretSig = '1b47061264138c4ac30d75fd1eb44270';
