/** Key of an instance: a number with `count`, a string with `for_each`. */
export type InstanceKey = string | number;

/** A module call on the way to a resource. */
export interface ModuleStep {
	readonly name: string;
	/** Undefined if the call has neither count nor for_each, or if the address names every instance. */
	readonly key: InstanceKey | undefined;
}

/**
 * The absolute address of a resource or module: `module.a["x"].alicloud_instance.i[0]`. Immutable. Only this class parses
 * and prints addresses.
 */
export class Address {
	/** Module calls, outermost first. */
	readonly modules: readonly ModuleStep[];
	/** Relative to its module and without a key: `alicloud_instance.i`, `data.alicloud_vpcs.all`; '' for a module. */
	readonly resource: string;
	readonly key: InstanceKey | undefined;

	private constructor(modules: readonly ModuleStep[], resource: string, key: InstanceKey | undefined) {
		this.modules = modules;
		this.resource = resource;
		this.key = key;
	}

	static parse(text: string): Address {
		const steps = stepsOf(text);
		const modules: ModuleStep[] = [];
		while (steps[0] === 'module') {
			const [, name = '', key] = steps.splice(0, isKey(steps[2]) ? 3 : 2);
			modules.push({ name, key: key === undefined ? undefined : instanceKeyOf(key) });
		}
		const last = steps.at(-1);
		const key = isKey(last) ? instanceKeyOf(last) : undefined;
		return new Address(modules, (key === undefined ? steps : steps.slice(0, -1)).join('.'), key);
	}

	/** The names of the resource: `alicloud_instance`, `i`; for a data source `data`, the type and the name. */
	get names(): readonly string[] {
		return namesIn(this.resource);
	}

	/** The address of the module that the resource is in; `''` for the root module. */
	get module(): Address {
		return new Address(this.modules, '', undefined);
	}

	/** The names of the module calls, joined by dots, by which Terraform lists modules; empty for the root module. */
	get moduleKey(): string {
		return this.modules.map(({ name }) => name).join('.');
	}

	/** The address of the block: every instance of it has the same. */
	get withoutKeys(): Address {
		const modules = this.modules.map(({ name }) => ({ name, key: undefined }));
		return new Address(modules, this.resource, undefined);
	}

	/** The address of a module call in this module. */
	call(name: string, key?: InstanceKey): Address {
		return new Address([...this.modules, { name, key }], '', undefined);
	}

	/** The address of a resource in this module. */
	within(resource: string, key?: InstanceKey): Address {
		return new Address(this.modules, resource, key);
	}

	toString(): string {
		const modules = this.modules.map(({ name, key }) => `module.${name}${keyText(key)}`);
		return [...modules, ...(this.resource === '' ? [] : [`${this.resource}${keyText(this.key)}`])].join('.');
	}
}

/** Keys may hold dots, brackets and escaped quotes. */
const key = /\[(?:"(?:[^"\\]|\\.)*"|[^\]]*)\]/;
const everyKey = new RegExp(key, 'g');
const everyStep = new RegExp(`${key.source}|[^.[]+`, 'g');

/** Returns the address of something in a module, whose own address is `''` for the root module. */
export function inModule(module: string, address: string): string {
	return module === '' ? address : `${module}.${address}`;
}

/** Returns the address of a block in its module: `alicloud_instance.i`, `data.alicloud_vpcs.all`. */
export function blockAddress(mode: string, type: string, name: string): string {
	return mode === 'managed' ? `${type}.${name}` : `${mode}.${type}.${name}`;
}

/** Removes the keys from the text of an address: faster than parsing for an address that is only looked up. */
export function withoutKeys(address: string): string {
	return address.replaceAll(everyKey, '');
}

/** Splits an address or a reference: `module.a["x.y"].t.n[0]` gives `module`, `a`, `["x.y"]`, `t`, `n`, `[0]`. */
export function stepsOf(address: string): string[] {
	return address.match(everyStep) ?? [];
}

/** Whether a step is a key: `["x"]`, `[0]`. */
export function isKey(step: string | undefined): step is string {
	return step?.startsWith('[') ?? false;
}

/** Returns the names of an address or a reference, without its keys. */
export function namesIn(address: string): string[] {
	return stepsOf(address).filter((step) => !isKey(step));
}

/** Parses a key: `["x"]` gives "x", `[0]` gives 0. A key that is an expression is returned as its text. */
export function instanceKeyOf(step: string): InstanceKey {
	const written = step.slice(1, -1);
	try {
		const key = JSON.parse(written) as InstanceKey;
		return typeof key === 'string' ? key.replaceAll(/([$%])\1\{/g, '$1{') : key;
	} catch {
		return written;
	}
}

/** Prints a key as Terraform does; nothing for no key. */
export function keyText(key: InstanceKey | undefined): string {
	if (key === undefined) return '';
	return typeof key === 'number' ? `[${key}]` : `[${JSON.stringify(key).replaceAll(/([$%])\{/g, '$1$1{')}]`;
}
