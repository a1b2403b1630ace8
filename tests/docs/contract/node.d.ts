// What the client uses of Node besides what browsers have, so that no package of types is needed.
declare const process: { argv: string[] };
