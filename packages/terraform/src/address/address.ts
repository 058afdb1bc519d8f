/**
 * A resource address without its instance keys: `module.a["x"].alicloud_instance.i[0]` gives
 * `module.a.alicloud_instance.i`. Keys may hold dots, brackets and escaped quotes.
 */
export function withoutKeys(address: string): string {
	return address.replaceAll(/\[(?:"(?:[^"\\]|\\.)*"|[^\]]*)\]/g, '');
}

/** The steps of an address: names and keys, `module.a["x.y"].t.n[0]` gives `module`, `a`, `["x.y"]`, `t`, `n`, `[0]`. */
export function stepsOf(address: string): string[] {
	return address.match(/\[(?:"(?:[^"\\]|\\.)*"|[^\]]*)\]|[^.[]+/g) ?? [];
}
