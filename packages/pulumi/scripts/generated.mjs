import { bridgeModule } from './bridge.mjs';

export const generated = [{ file: 'packages/pulumi/src/names/bridge.generated.ts', text: bridgeModule }];
