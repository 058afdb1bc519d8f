import fc from 'fast-check';
import {
	createdGroups,
	header,
	instance,
	instanceForm,
	managed,
	own,
	type ResourceForm,
	ruleForm,
	type SoundnessCase,
} from './case.js';

/**
 * Generated configurations: an instance's groups or a rule's group come out of conditions, templates, loops, functions,
 * local values, variables, files, other resources' outputs and modules up to three deep, in native or JSON syntax. Every expression is valid and of a known type, so that
 * Terraform plans and applies it. The apply tells which groups it gives.
 */
export const soundnessCase: fc.Arbitrary<Omit<SoundnessCase, 'name'>> = fc.gen().map((g) => new Generator(g).case());

/** An expression of one module, in Terraform's language. */
type Text = string;

/** The declarations of one module. */
interface ModuleParts {
	readonly locals: string[];
	readonly blocks: string[];
	/** Names of its variables, with the expression that the caller gives; null for those of the root. */
	readonly inputs: Map<string, Text>;
	readonly folder: string;
	readonly depth: number;
	/** Whether the groups that the plan creates are declared in it. */
	readonly hasGroups: boolean;
}

class Generator {
	readonly #files: Record<string, string> = {};
	readonly #variables: Record<string, unknown> = {};
	#names = 0;
	#isKnown = true;

	constructor(readonly g: fc.GeneratorValue) {}

	case(): Omit<SoundnessCase, 'name'> {
		const module = this.#module('', 0);
		const isRule = this.#int(3) === 0;
		const depth = 1 + this.#int(3);
		const form = this.#int(9);
		let resources: readonly string[];
		if (isRule) resources = this.#written(ruleForm, this.#id(module, depth, true));
		else if (form === 0) resources = [this.#repeated(module, depth)];
		else if (form <= 2) resources = [this.#dynamic(module, depth, form === 2)];
		else resources = this.#written(instanceForm, this.#list(module, depth, true));
		const before = isRule || form === 0 || form === 1 || form === 2 || this.#int(1) === 0 ? null : this.#before();
		this.#write(module, [...resources, ...this.#beside(module)]);
		return { files: this.#files, variables: this.#variables, before, isKnown: this.#isKnown };
	}

	/** A resource in one file, in two that are merged, or in JSON syntax. */
	#written({ type, name, argument, others }: ResourceForm, value: Text): readonly string[] {
		const block = (text: Text, more: Readonly<Record<string, string>>) => {
			const lines = Object.entries(more).map(([key, one]) => `  ${key} = "${one}"\n`);
			return `resource "${type}" "${name}" {\n${lines.join('')}  ${argument} = ${text}\n}\n`;
		};
		const inJson = (more: Readonly<Record<string, string>>) =>
			JSON.stringify({ resource: { [type]: { [name]: { ...more, [argument]: `\${${value}}` } } } });
		const decoy = argument === 'security_groups' ? `["${this.#bare()}"]` : `"${this.#bare()}"`;
		switch (this.#int(11)) {
			case 0:
				this.#files['r_override.tf'] = block(value, {});
				return [block(decoy, others)];
			case 1:
				this.#files['override.tf.json'] = inJson({});
				return [block(decoy, others)];
			case 2:
				this.#files['r.tf.json'] = inJson(others);
				return [];
			default:
				return [block(value, others)];
		}
	}

	/** Blocks that are unrelated to the groups. */
	#beside(module: ModuleParts): readonly string[] {
		return this.#pick<() => readonly string[]>([
			() => [],
			() => [],
			() => [
				`check "c" {\n  assert {\n    condition     = alicloud_security_group.own.id != "" && ${this.#flag(module, true)}\n    error_message = "no"\n  }\n}\n`,
			],
			() => [`moved {\n  from = alicloud_security_group.old\n  to   = alicloud_security_group.own\n}\n`],
			() => [`removed {\n  from = alicloud_vpc.gone\n  lifecycle {\n    destroy = false\n  }\n}\n`],
			() => [`output "also" {\n  value = ${this.#list(module, 1, true)}\n}\n`],
			() => [`resource "terraform_data" "also" {\n  input = ${this.#map(module, 1, true)}\n}\n`],
		])();
	}

	#before(): readonly string[] {
		const all = [...managed, ...own];
		const some = all.filter(() => this.#int(2) === 0);
		return some.length > 0 ? some : [this.#pick(all)];
	}

	/** An instance of for_each or count, whose groups depend on its key. */
	#repeated(module: ModuleParts, depth: number): string {
		const map = `{ x = ${this.#list(module, depth - 1, true)}, y = ${this.#list(module, depth - 1, true)} }`;
		const body = (groups: string) => instance(groups).replace(/^.*\n/, '');
		return this.#int(1) === 0
			? `resource "alicloud_instance" "i" {\n  for_each = ${map}\n${body('each.value')}`
			: `locals {\n  roles = ${map}\n}\nresource "alicloud_instance" "i" {\n  count = 2\n${body('local.roles[["x", "y"][count.index]]')}`;
	}

	/** An instance whose network interfaces come from a dynamic block. */
	#dynamic(module: ModuleParts, depth: number, open: boolean): string {
		const groups = () => `{ on = ${this.#flag(module, open)}, groups = ${this.#list(module, depth - 1, true)} }`;
		const block = `  dynamic "network_interfaces" {
    for_each = [for n in [${groups()}, ${groups()}] : n if n.on]
    content {
      security_group_ids = network_interfaces.value.groups
    }
  }
`;
		return instance(this.#list(module, 0, this.#int(1) === 0)).replace(/}\n$/, `${block}}\n`);
	}

	#module(folder: string, depth: number, hasGroups = true): ModuleParts {
		return { locals: [], blocks: [], inputs: new Map(), folder, depth, hasGroups };
	}

	#write({ folder, locals, blocks, hasGroups }: ModuleParts, more: readonly string[]): void {
		const text = locals.length > 0 ? `locals {\n${locals.map((line) => `  ${line}\n`).join('')}}\n` : '';
		this.#files[`${folder}main.tf`] = [header, hasGroups ? createdGroups : '', text, ...blocks, ...more].join('');
	}

	/** A single group's id. `open` allows one that is known only after apply. */
	#id(module: ModuleParts, depth: number, open: boolean): Text {
		if (depth <= 0) return this.#leaf(module, open);
		const id = (may = open) => this.#id(module, depth - 1, may);
		const list = (may = open) => this.#list(module, depth - 1, may);
		const map = (may = open) => this.#map(module, depth - 1, may);
		const known = () => this.#id(module, depth - 1, false);
		return this.#pick<() => Text>([
			() => this.#leaf(module, open),
			() => `(${this.#flag(module, open)} ? ${id()} : ${id()})`,
			() => `[${id()}, ${id()}][${this.#int(1)}]`,
			() => `element([${id()}, ${id()}, ${id()}], ${this.#int(5)})`,
			() => `{ a = ${id()}, b = ${id()} }["${this.#pick(['a', 'b'])}"]`,
			() => `lookup({ a = ${id()} }, "${this.#pick(['a', 'z'])}", ${id()})`,
			() => `lookup(${map()}, "${this.#pick(['a', 'z'])}", ${id()})`,
			() => `coalesce("", ${id()}, ${id()})`,
			() => `coalesce(null, ${id()})`,
			() => `try([${id()}][${this.#int(2)}], ${id()})`,
			() => `try(${map()}.${this.#pick(['a', 'zz'])}, ${id()})`,
			() => `one([${id()}])`,
			() => `concat(${list()}, [${id()}])[0]`,
			() => `reverse([${id()}, ${id()}])[0]`,
			() => `slice([${id()}, ${id()}, ${id()}], 1, 3)[0]`,
			() => `flatten([[${id()}], [[${id()}]]])[${this.#int(1)}]`,
			() => `coalescelist([], [${id()}])[0]`,
			() => `merge({ a = ${id()} }, { ${this.#pick(['a', 'b'])} = ${id()} }).a`,
			() => `"\${${id()}}"`,
			() => `format("%s", ${this.#operand(module, depth, open)})`,
			() => `join("", [${this.#operand(module, depth, open)}])`,
			() => `join("-", ["sg", "${this.#pick(['m1', 'm2', 'o1'])}"])`,
			() => `"\${${this.#prefix(module)}}-${this.#pick(['m1', 'm3', 'o2'])}"`,
			() => `split(",", "\${${this.#operand(module, depth, open)}},${this.#bare()}")[${this.#int(1)}]`,
			() => `split(",", join(",", [${known()}, ${known()}]))[${this.#int(1)}]`,
			() => `replace("x-\${${this.#operand(module, depth, open)}}", "x-", "")`,
			() => `trimspace(" \${${this.#operand(module, depth, open)}} ")`,
			() => `trimprefix("p:\${${this.#operand(module, depth, open)}}", "p:")`,
			() => `trimsuffix("\${${known()}}:p", ":p")`,
			() => `trim("--\${${known()}}--", "-")`,
			() => `lower(upper(${this.#operand(module, depth, open)}))`,
			() => `substr("\${${known()}}-tail", 0, 5)`,
			() => `regex("sg-[a-z0-9]+", "id: \${${this.#operand(module, depth, open)}};")`,
			() => `regexall("sg-[a-z0-9]+", "\${${known()}} \${${known()}}")[${this.#int(1)}]`,
			() => `jsondecode(jsonencode({ a = ${this.#operand(module, depth, open)} })).a`,
			() => `yamldecode("a: \${${known()}}\\nb: ${this.#bare()}").${this.#pick(['a', 'b'])}`,
			() => `csvdecode("id,name\\n\${${known()}},x\\n")[0].id`,
			() => `base64decode(base64encode(${known()}))`,
			() => `trimspace(file("\${path.module}/${this.#file(module)}"))`,
			() => `templatefile("\${path.module}/${this.#template(module)}", { id = ${this.#operand(module, depth, open)} })`,
			() => `sort([${known()}, ${known()}])[0]`,
			() => `tolist(toset([${known()}]))[0]`,
			() => `"%{if ${this.#flag(module, false)}}${this.#bare()}%{else}${this.#bare()}%{endif}"`,
			() => `keys({ (${known()}) = 1 })[0]`,
			() => `values(${map()})[0]`,
			() => `(index(["a", "b"], "b") == 1 ? ${id()} : ${id()})`,
			() => `zipmap(["a", "b"], [${id()}, ${id()}])["${this.#pick(['a', 'b'])}"]`,
			() => `formatlist("sg-%s", ["${this.#pick(['m1', 'o1'])}"])[0]`,
			() => `sensitive(${id()})`,
			() => `nonsensitive(sensitive(${id()}))`,
			() => `one(${this.#pick(['[]', 'null'])} == null ? [${id()}] : [${id()}])`,
			() => `[for x in [${id()}, ${id()}] : x][${this.#int(1)}]`,
			() => `{ for i, x in [${id()}, ${id()}] : "k\${i}" => x }["k${this.#int(1)}"]`,
			() =>
				`{ for x in [{ k = "a", id = ${id()} }, { k = "a", id = ${id()} }] : x.k => x.id... }["a"][${this.#int(1)}]`,
			() => `[{ id = ${id()} }].*.id[0]`,
			() => `try(element([${id()}, ${id()}], -1), ${id()})`,
			() => `matchkeys([${id()}, ${id()}], ["a", "b"], ["${this.#pick(['a', 'b'])}"])[0]`,
			() => `setproduct(["a"], [${this.#known()}])[0][1]`,
			() => `tolist([for p in setproduct([${known()}], ["x", "y"]) : p[0]])[0]`,
			() => `trimspace(${this.#local(module, `<<-EOT\n    \${trimspace(${known()})}\n  EOT`)})`,
			() =>
				`coalesce("%{for x in [${this.#known()}, ${this.#known()}]~}\${x == ${this.#known()} ? x : ""}%{endfor~}", ${known()})`,
			() =>
				`"sg-${this.#pick(['m', 'o'])}\${${this.#pick(['1 + 1', 'tonumber("3")', '9007199254740993 % 2', '0.5 * 2', 'min(2, 3)', 'parseint("11", 2)'])}}"`,
			() => `"sg\\u002d${this.#pick(['m1', 'o1'])}"`,
			() =>
				`(${this.#pick(['"1" == 1', '1 == 1.0', 'true == "true"', 'null == ""', '[] == []', 'tolist(["a"]) == ["a"]'])} ? ${id()} : ${id()})`,
			() => `(alltrue([for x in [${this.#known()}] : startswith(x, "sg-m")]) ? ${id()} : ${id()})`,
			() => `(title(${known()}) == ${known()} ? ${id()} : ${id()})`,
			() => `(upper("a") == "A" ? ${id()} : ${id()})`,
			() => this.#typed(module, depth),
			() => this.#data(module, id()),
			...(open ? [() => this.#computed('first_group')] : []),
			() => this.#local(module, id()),
			() => this.#variable(module, depth, open),
			() =>
				this.#called(
					module,
					() => id(),
					(inner) => this.#id(inner, depth - 1, open),
				),
		])();
	}

	/** A list of ids. */
	#list(module: ModuleParts, depth: number, open: boolean): Text {
		if (depth <= 0) {
			return `[${Array.from({ length: 1 + this.#int(2) }, () => this.#leaf(module, open)).join(', ')}]`;
		}
		const id = (may = open) => this.#id(module, depth - 1, may);
		const list = (may = open) => this.#list(module, depth - 1, may);
		const map = (may = open) => this.#map(module, depth - 1, may);
		const flag = () => this.#flag(module, open);
		return this.#pick<() => Text>([
			() => `[${id()}, ${id()}]`,
			() => `[${id()}]`,
			() => `concat(${list()}, ${list()})`,
			() => `flatten([${list()}, [${id()}]])`,
			() => `compact([${id()}, "", ${id()}])`,
			() => `distinct(concat(${list()}, ${list()}))`,
			() => `slice([${id()}, ${id()}, ${id()}], 1, 3)`,
			() => `reverse(${list()})`,
			() => `coalescelist([], ${list()})`,
			() => `tolist(${list()})`,
			() => `tolist(toset(${list()}))`,
			() => `tolist(setunion(${list()}, ${list()}))`,
			() => `tolist(setintersection(concat(${list()}, [${this.#known()}]), [${this.#known()}, ${id()}]))`,
			() => `concat([${id()}], tolist(setsubtract(${list()}, [${this.#known()}])))`,
			() => `concat([${this.#leaf(module, open)}], [for p in setproduct([${id()}], ["a", "b"]) : p[0]])`,
			() => `keys({ (${id(false)}) = true })`,
			() => `values(${map()})`,
			() => `values(merge(${map()}, ${map()}))`,
			() => `(${flag()} ? ${list()} : ${list()})`,
			() => `concat([${id()}], ${flag()} ? ${list()} : [])`,
			() => `[for x in ${list()} : x]`,
			() => `concat([${id()}], [for x in ${list()} : x if x != ${this.#known()}])`,
			() => `[for i, x in ${list()} : x if i == 0]`,
			() => `[for k, v in ${map()} : v]`,
			() => `[for k, v in ${map()} : v if k != "b"]`,
			() => `[for x in [{ id = ${id()}, on = true }, { id = ${id()}, on = false }] : x.id if x.on]`,
			() => `[{ id = ${id()} }, { id = ${id()} }][*].id`,
			() => `split(",", "\${${this.#operand(module, depth, open)}},${this.#bare()}")`,
			() => `split(",", join(",", ${list(false)}))`,
			() => `regexall("sg-[a-z0-9]+", "${this.#bare()} ${this.#bare()}")`,
			() => `formatlist("%s", ${list(false)})`,
			() => `jsondecode("[\\"${this.#bare()}\\", \\"${this.#bare()}\\"]")`,
			() => `try(${map()}.list, ${list()})`,
			() => `lookup({ a = ${list()} }, "${this.#pick(['a', 'z'])}", ${list()})`,
			() => `element([${list()}, ${list()}], ${this.#int(2)})`,
			() => `chunklist(${list()}, 2)[0]`,
			() => `[for x in ${list()} : x if ${this.#flag(module, open)}]`,
			() => `concat([${id()}], (true ? null : "")[*], (${this.#known()})[*])`,
			() =>
				`flatten(values({ for x in [{ k = "a", id = ${id()} }, { k = "b", id = ${id()} }, { k = "a", id = ${id()} }] : x.k => x.id... }))`,
			() => `flatten([for g in [{ ids = ${list()} }, { ids = ${list()} }] : g.ids])`,
			() => `[for p in setproduct(["a", "b"], ${list(false)}) : p[1] if p[0] == "b"]`,
			() => `csvdecode("id\\n${this.#bare()}\\n${this.#bare()}\\n")[*].id`,
			() => `yamldecode("- ${this.#bare()}\\n- ${this.#bare()}")`,
			() => `jsondecode(templatefile("\${path.module}/${this.#listTemplate(module)}", { ids = ${list(false)} }))`,
			() => `matchkeys([${id()}, ${id()}], ["a", "b"], ["b"])`,
			() => `sort(${list(false)})`,
			() => `sensitive(${list()})`,
			() => `tolist([for x in ${list()} : x])`,
			() => `coalesce(null, ${list()})`,
			() => `(can(${map()}.zz) ? ${list()} : ${list()})`,
			() => this.#data(module, `tolist(${list()})`),
			() => this.#modules(module, depth, open),
			...(open ? [() => this.#computed('security_groups')] : []),
			...(open && module.hasGroups
				? [
						() => 'alicloud_security_group.many[*].id',
						() => 'values(alicloud_security_group.each)[*].id',
						() => '[for k, g in alicloud_security_group.each : g.id if k == "a"]',
					]
				: []),
			() => this.#local(module, list()),
			() =>
				this.#called(
					module,
					() => list(),
					(inner) => this.#list(inner, depth - 1, open),
				),
		])();
	}

	#map(module: ModuleParts, depth: number, open: boolean): Text {
		const id = () => this.#id(module, depth - 1, open);
		if (depth <= 0) return `{ a = ${this.#leaf(module, open)}, b = ${this.#leaf(module, open)} }`;
		return this.#pick<() => Text>([
			() => `{ a = ${id()}, b = ${id()} }`,
			() => `{ a = ${id()} }`,
			() => `merge({ a = ${id()} }, { b = ${id()} })`,
			() => `tomap({ a = ${id()}, c = ${id()} })`,
			() => `zipmap(["a", "b"], [${id()}, ${id()}])`,
			() => `{ for k in ["a", "b"] : k => ${id()} }`,
			() => `{ for k, v in { a = ${id()}, b = ${id()} } : k => v if k != "b" }`,
			() => this.#local(module, `{ a = ${id()}, b = ${id()} }`),
		])();
	}

	/** A condition. An open one may be known only after apply. */
	#flag(module: ModuleParts, open: boolean): Text {
		const known: (() => Text)[] = [
			() => this.#pick(['true', 'false']),
			() => `${this.#known()} == ${this.#known()}`,
			() => `length([${this.#known()}]) > ${this.#int(1)}`,
			() => `contains([${this.#known()}, ${this.#known()}], ${this.#known()})`,
			() => `can(regex("^sg-m", ${this.#known()}))`,
			() => `!(${this.#known()} != ${this.#known()})`,
			() => this.#rootVariable(module, this.#int(1) === 0),
			() => `(${this.#rootVariable(module, null)} == null)`,
		];
		if (!open || !module.hasGroups || this.#int(3) > 0) return this.#pick(known)();
		this.#isKnown = false;
		return this.#pick([
			'length(alicloud_security_group.own.id) > 0',
			'alicloud_security_group.own.id == "never"',
			`alicloud_security_group.own.id == alicloud_security_group.many[${this.#int(1)}].id`,
			'startswith(alicloud_security_group.own.id, "sg")',
			'can(regex("^sg-new", alicloud_security_group.own.id))',
		]);
	}

	/** The operand of a string function. */
	#operand(module: ModuleParts, depth: number, open: boolean): Text {
		if (!open || !module.hasGroups || this.#int(2) > 0) return this.#id(module, depth - 1, false);
		this.#isKnown = false;
		return this.#created();
	}

	#leaf(module: ModuleParts, open: boolean): Text {
		if (open && module.hasGroups && this.#int(4) > 1) return this.#created();
		return this.#known();
	}

	#created(): Text {
		return this.#pick([
			'alicloud_security_group.own.id',
			'alicloud_security_group.many[0].id',
			'alicloud_security_group.many[1].id',
			'alicloud_security_group.each["a"].id',
		]);
	}

	readonly #bare = (): string => this.#pick([...managed, ...own]);
	#known(): Text {
		return JSON.stringify(this.#bare());
	}

	#prefix(module: ModuleParts): Text {
		const name = this.#name('prefix');
		module.locals.push(`${name} = "sg"`);
		return `local.${name}`;
	}

	#file({ folder }: ModuleParts): string {
		const name = `${this.#name('id')}.txt`;
		this.#files[folder + name] = `${this.#bare()}\n`;
		return name;
	}

	#template({ folder }: ModuleParts): string {
		const name = `${this.#name('id')}.tftpl`;
		// biome-ignore lint/suspicious/noTemplateCurlyInString: Terraform's own templates look like this.
		this.#files[folder + name] = this.#pick(['${id}', '%{ if id == "sg-m1" }sg-m2%{ else }${id}%{ endif }']);
		return name;
	}

	/** A template that writes a list as JSON. */
	#listTemplate({ folder }: ModuleParts): string {
		const name = `${this.#name('ids')}.tftpl`;
		this.#files[folder + name] = this.#pick([
			// biome-ignore lint/suspicious/noTemplateCurlyInString: Terraform's own templates look like this.
			'[%{ for i, x in ids }%{ if i > 0 },%{ endif }"${x}"%{ endfor }]',
			// biome-ignore lint/suspicious/noTemplateCurlyInString: Terraform's own templates look like this.
			'[\n%{ for x in ids ~}\n"${x}",\n%{ endfor ~}\n"sg-o1"]',
			// biome-ignore lint/suspicious/noTemplateCurlyInString: Terraform's own templates look like this.
			'${jsonencode([for x in ids : x if x != "sg-m1"])}',
		]);
		return name;
	}

	/** A value behind an object whose attributes are optional and have defaults. */
	#typed(module: ModuleParts, depth: number): Text {
		const name = this.#name('o');
		const type = `object({ id = optional(string, ${this.#known()}), more = optional(list(string), []), on = optional(bool) })`;
		const given = this.#pick<() => Text>([
			() => '{}',
			() => `{ id = ${this.#id(module, depth - 2, false)} }`,
			() => '{ id = null }',
			() => `{ more = toset([${this.#known()}]), on = "true", extra = 1 }`,
		])();
		module.blocks.push(`variable "${name}" {\n  type    = ${type}\n  default = {}\n}\n`);
		const read = this.#pick([
			`var.${name}.id`,
			`coalesce(one(var.${name}.more), var.${name}.id)`,
			`(coalesce(var.${name}.on, false) ? var.${name}.id : ${this.#known()})`,
		]);
		if (module.depth > 0 && !given.includes('var.') && !given.includes('local.') && !given.includes('module.'))
			module.inputs.set(name, given);
		return read;
	}

	/** The output of terraform_data, which is known after apply. */
	#data(module: ModuleParts, value: Text): Text {
		const name = this.#name('d');
		this.#isKnown = false;
		module.blocks.push(`resource "terraform_data" "${name}" {\n  input = ${value}\n}\n`);
		return `terraform_data.${name}.output`;
	}

	/** An attribute that a service returns at apply: a managed group is in it. */
	#computed(attribute: string): Text {
		this.#isKnown = false;
		return `alicloud_nat_gateway.nat.${attribute}`;
	}

	/** The outputs of all instances of a module. */
	#modules(module: ModuleParts, depth: number, open: boolean): Text {
		if (module.depth >= 3) return this.#list(module, depth - 1, open);
		const name = this.#name('m');
		const inner = this.#module(`${module.folder}${name}/`, module.depth + 1, this.#int(1) === 0);
		inner.blocks.push('variable "given" {\n}\n');
		const out = this.#pick<() => Text>([() => 'var.given', () => this.#id(inner, depth - 1, open)])();
		this.#write(inner, [`output "out" {\n  value = ${out}\n}\n`]);
		const isCounted = this.#int(1) === 0;
		const ids = [this.#id(module, depth - 1, open), this.#id(module, depth - 1, open)];
		const [repetition, given] = isCounted
			? ['count  = 2', `[${ids}][count.index]`]
			: [
					`for_each = { a = "${this.#bare()}", b = "${this.#bare()}" }`,
					this.#pick(['each.value', `each.key == "a" ? ${ids[0]} : ${ids[1]}`]),
				];
		const inputs = [...inner.inputs].map(([input, text]) => `  ${input} = ${text}\n`).join('');
		module.blocks.push(`module "${name}" {\n  source = "./${name}"\n  ${repetition}\n  given = ${given}\n${inputs}}\n`);
		if (isCounted) return this.#pick([`module.${name}[*].out`, `[module.${name}[1].out]`, `module.${name}.*.out`]);
		return this.#pick([
			`values(module.${name})[*].out`,
			`[for k, m in module.${name} : m.out if k != "b"]`,
			`[module.${name}["a"].out]`,
		]);
	}

	#local(module: ModuleParts, value: Text): Text {
		const name = this.#name('l');
		module.locals.push(`${name} = ${value}`);
		return `local.${name}`;
	}

	/** A variable of the case's module with a value from the root, which tfvars give. */
	#rootVariable(module: ModuleParts, value: unknown): Text {
		const name = this.#name('v');
		if (module.depth === 0) {
			this.#variables[name] = value;
			module.blocks.push(`variable "${name}" {\n${value === null ? '  default = null\n' : ''}}\n`);
			return `var.${name}`;
		}
		module.blocks.push(`variable "${name}" {\n  default = ${JSON.stringify(value)}\n}\n`);
		return `var.${name}`;
	}

	#variable(module: ModuleParts, depth: number, open: boolean): Text {
		if (module.depth === 0) return this.#rootVariable(module, this.#bare());
		const name = this.#name('v');
		const isNullable = this.#int(1) === 0;
		module.blocks.push(
			`variable "${name}" {\n  type = string\n  default = ${this.#known()}\n${isNullable ? '' : '  nullable = false\n'}}\n`,
		);
		const given = this.#int(2);
		if (given === 1 && !isNullable) module.inputs.set(name, 'null');
		else if (given === 2) module.inputs.set(name, this.#known());
		if (given === 1 && isNullable) return `coalesce(var.${name}, ${this.#id(module, depth - 2, open)})`;
		return `var.${name}`;
	}

	/** A child module that hands a value through, or makes it; down to three of them. */
	#called(module: ModuleParts, given: () => Text, made: (inner: ModuleParts) => Text): Text {
		if (module.depth >= 3) return given();
		const name = this.#name('m');
		const inner = this.#module(`${module.folder}${name}/`, module.depth + 1, this.#int(1) === 0);
		let out: Text;
		if (this.#int(1) === 0) {
			inner.blocks.push('variable "given" {\n}\n');
			inner.inputs.set('given', given());
			out = this.#int(2) === 0 ? this.#local(inner, 'var.given') : 'var.given';
		} else out = made(inner);
		this.#write(inner, [`output "out" {\n  value = ${out}\n}\n`]);
		const inputs = [...inner.inputs].map(([input, text]) => `  ${input} = ${text}\n`).join('');
		const how = this.#pick(['single', 'single', 'count', 'for_each']);
		const repetition = { single: '', count: '  count  = 1\n', for_each: '  for_each = { k = 1 }\n' }[how] ?? '';
		module.blocks.push(`module "${name}" {\n  source = "./${name}"\n${repetition}${inputs}}\n`);
		return `module.${name}${{ single: '', count: '[0]', for_each: '["k"]' }[how] ?? ''}.out`;
	}

	#name(prefix: string): string {
		this.#names++;
		return `${prefix}${this.#names}`;
	}
	#int(max: number): number {
		return this.g(fc.nat, { max });
	}
	#pick<T>(values: readonly T[]): T {
		return values[this.#int(values.length - 1)] as T;
	}
}
