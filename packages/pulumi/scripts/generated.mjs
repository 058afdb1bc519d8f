import { bridgeModule } from './bridge.mjs';

export const generated = [{ file: 'packages/pulumi/src/bridge.generated.ts', text: bridgeModule }];
