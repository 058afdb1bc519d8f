import fs from 'node:fs';
import path from 'node:path';
import test from 'ava';
import { XMLValidator } from 'fast-xml-parser';
import { Marked } from 'marked';
import { type FormatName, formatNames, loadFormat } from '../src/report/formats/index.js';
import type { Report, ReportedFinding } from '../src/report/report.js';
import { jsonText, logLine } from '../src/terminal/safe-text.js';

/** Texts that an author of a plan can put into names, ids, reasons and file names. */
const payloads: Readonly<Record<string, string>> = JSON.parse(
	fs.readFileSync(path.resolve(import.meta.dirname, '../../../../test/fixtures/hostile-texts.json'), 'utf8'),
);

function reportWith(text: string): Report {
	const finding: ReportedFinding = {
		rule: 'refused-operation',
		verdict: 'refused',
		input: `plans/${text}.json`,
		address: `alicloud_instance.i["${text}"]`,
		deposed: text,
		type: 'alicloud_instance',
		action: 'update',
		product: 'Ecs',
		operation: 'JoinSecurityGroup',
		group: { id: `sg-${text}`, name: text, serviceId: 123, role: 'target', attribute: text },
		principal: 'account',
		errorCode: 'InvalidOperation.ResourceManagedByCloudProduct',
		message: `alicloud_instance.i["${text}"]: ${text}`,
		consequence: 'swallowed',
		effect: text,
		remedy: `Do ${text}`,
		docs: `javascript:alert(1)//${text}`,
		location: { file: text, line: 1, column: 1, via: [{ file: text, line: 1, column: 1 }] },
		waiver: null,
		level: 'error',
	};
	const waiver = { reason: text, owner: text, expires: text };
	return {
		schemaVersion: 1,
		verdict: 'refused',
		exitStatus: 2,
		inputs: [
			{ input: finding.input, kind: 'terraform-plan', formatVersion: text, coverage: null, error: null },
			{ input: text, kind: null, formatVersion: null, coverage: null, error: text },
		],
		summary: { refused: 1, undetermined: 0, allowed: 3, waived: 1, ignored: 0 },
		findings: [finding, { ...finding, waiver, level: 'note' }],
		notices: [
			{ level: 'warning', message: text },
			{ level: 'error', message: text },
		],
		configuration: { file: text, sha256: text, named: false, weakens: [text], notUsed: [text] },
		inventories: [{ source: text, sha256: null, account: text, regions: [text], time: text }],
	};
}

const raw = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Noncharacter_Code_Point}]/u;

/** The beginning of a line that a runner of GitHub, Azure or TeamCity obeys. */
const commandLine = /^\s*::|##(?:\w*)\[/;

const own: readonly FormatName[] = ['github'];

for (const [name, payload] of Object.entries(payloads)) {
	for (const format of formatNames) {
		test(`${format} prints ${name} as text that can be seen`, async (t) => {
			const printed = (await loadFormat(format))(reportWith(payload), false);
			for (const line of printed.split('\n')) {
				t.notRegex(line, raw);
				if (!own.includes(format)) t.notRegex(line, commandLine);
				else if (commandLine.test(line)) t.regex(line, /^::(?:error|warning|notice) [^:]*::/);
				t.notRegex(line, /^Allowed/);
			}
			check[format]?.(printed, (problem) => t.fail(problem));
			t.pass();
		});
	}

	test(`standard error prints ${name} as one line that is not a command`, (t) => {
		const line = logLine(payload);
		t.notRegex(line, raw);
		t.notRegex(line, commandLine);
	});

	test(`JSON keeps ${name} exactly`, (t) => {
		const value = { [payload]: [payload] };
		t.deepEqual(JSON.parse(jsonText(value)), JSON.parse(JSON.stringify(value)));
	});
}

type Complain = (problem: string) => void;

const check: Partial<Record<FormatName, (printed: string, complain: Complain) => void>> = {
	markdown(printed, complain) {
		const html = new Marked({ gfm: true }).parse(printed, { async: false });
		const outsideCode = html.replace(/<code>[\s\S]*?<\/code>/g, '');
		for (const [, href] of html.matchAll(/(?:href|src)="([^"]*)"/g)) complain(`a link to ${href}`);
		if (/(?<!\w)@\w|&commat;|&#64;/.test(outsideCode)) complain(`a mention: ${outsideCode}`);
		const linked = /(?<!\w)(?:GH-\d|JIRA-\d|www\.|[0-9a-f]{7,40}(?!\w)|:\w+:|#\d)/i.exec(
			outsideCode.replace(/<[^>]*>|&#?\w+;/g, ' '),
		);
		if (linked) complain(`a reference that GitHub links: ${linked[0]}`);
		const tags = new Set([...html.matchAll(/<\/?(\w+)/g)].map(([, tag]) => tag));
		for (const tag of ['h1', 'h2', 'script', 'img', 'pre', 'ul', 'li', 'em', 'del', 'details', 'sub']) {
			if (tags.has(tag)) complain(`an element ${tag}`);
		}
		if (printed.split('<!-- sg-preflight').length !== 2 && outsideCode.split('<!-- sg-preflight').length !== 2) {
			complain('a second marker');
		}
	},
	html(printed, complain) {
		const body = printed.slice(printed.indexOf('<body'));
		if (/<img|<script>alert|javascript:/i.test(body.replaceAll(/&#\d+;/g, ''))) {
			if (/<img|<script>alert|href="javascript/i.test(body)) complain('markup of the payload');
		}
		for (const [, href] of body.matchAll(/(?:href|src)="([^"]*)"/g)) {
			if (href !== 'https://github.com/sg-preflight/sg-preflight') complain(`a link to ${href}`);
		}
	},
	junit(printed, complain) {
		if (XMLValidator.validate(printed) !== true) complain('XML that is not well-formed');
	},
	json: (printed) => JSON.parse(printed),
	gitlab: (printed) => JSON.parse(printed),
	sarif(printed, complain) {
		for (const { results } of JSON.parse(printed).runs) {
			for (const { message } of results) {
				if (/(?<!\\)\]\((?!\s)/.test(message.text)) complain(`a link in a message: ${message.text}`);
			}
		}
	},
};
