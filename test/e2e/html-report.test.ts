import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import test, { type ExecutionContext } from 'ava';
import { type Browser, chromium, type Page } from 'playwright-core';

const root = path.resolve(import.meta.dirname, '../../..');
const bin = path.join(root, 'packages/cli/bin/sg-preflight.js');

/** Debian's and other systems' names of a real Chromium; CI installs one. */
const program = [
	'/usr/bin/chromium',
	'/usr/bin/chromium-browser',
	'/usr/bin/google-chrome',
	'/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
].find((file) => fs.existsSync(file));

/** A plan whose check has as many findings as asked for, made of rules on one managed group. */
function bigPlan(findings: number): object {
	return {
		format_version: '1.2',
		terraform_version: '1.11.4',
		resource_changes: Array.from({ length: findings }, (_, n) => ({
			address: `module.team["t-${n % 50}"].alicloud_security_group_rule.r[${n}]`,
			mode: 'managed',
			type: 'alicloud_security_group_rule',
			name: 'r',
			change: {
				actions: ['create'],
				before: null,
				after: {
					security_group_id: `sg-managed-${n % 90}`,
					type: 'ingress',
					ip_protocol: 'tcp',
					port_range: '22/22',
					cidr_ip: '10.0.0.0/8',
				},
				after_unknown: {},
			},
		})),
	};
}

function pageOf(t: ExecutionContext, findings: number): string {
	const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'sg-preflight-html-'));
	t.teardown(() => fs.rmSync(folder, { recursive: true }));
	const groups = Array.from({ length: 90 }, (_, n) => ({
		SecurityGroupId: `sg-managed-${n}`,
		SecurityGroupName: `nlb-${n}`,
		ServiceManaged: true,
		ServiceID: 1000 + n,
	}));
	fs.writeFileSync(
		path.join(folder, 'inventory.json'),
		JSON.stringify({ TotalCount: 90, SecurityGroups: { SecurityGroup: groups } }),
	);
	fs.writeFileSync(path.join(folder, 'plan.json'), JSON.stringify(bigPlan(findings)));
	const file = path.join(folder, 'report.html');
	t.throws(() =>
		execFileSync(
			process.execPath,
			[bin, 'check', 'plan.json', '--inventory', 'inventory.json', '--report', `html=${file}`],
			{ cwd: folder, stdio: 'pipe' },
		),
	);
	return file;
}

async function open(t: ExecutionContext, file: string): Promise<{ page: Page; complaints: string[] }> {
	if (!program) throw new Error('There is no Chromium. Install one: apt-get install chromium');
	const browser = await chromium.launch({
		executablePath: program,
		args: [
			'--no-sandbox',
			'--disable-gpu',
			'--disable-background-networking',
			'--disable-component-update',
			'--disable-sync',
			'--no-first-run',
		],
	});
	t.teardown(() => browser.close());
	const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
	const complaints: string[] = [];
	page.on('console', (message) => complaints.push(`console: ${message.text()}`));
	page.on('pageerror', (error) => complaints.push(`error: ${error.message}`));
	page.on('dialog', (dialog) => {
		complaints.push(`dialog: ${dialog.message()}`);
		void dialog.dismiss();
	});
	page.on('request', (request) => {
		if (!/^(?:file|data):/.test(request.url())) complaints.push(`network: ${request.url()}`);
	});
	await page.goto(pathToFileURL(file).href);
	return { page, complaints };
}

test('a page of many findings opens from disk, filters, and makes no request', async (t) => {
	const { page, complaints } = await open(t, pageOf(t, 2000));
	t.regex((await page.locator('h1').textContent()) ?? '', /^Alibaba Cloud will refuse 2000 operations of 1 plan\.$/);
	t.is(await page.locator('#count').textContent(), '2000 of 2000');
	t.is(await page.locator('.timeline .refused .number').textContent(), '2000');
	await page.fill('#text', 'r[1321]');
	t.is(await page.locator('#count').textContent(), '1 of 2000');
	t.is(await page.locator('.finding:visible').count(), 1);
	await page.fill('#text', '');
	await page.selectOption('#group', 'sg-managed-7');
	t.is(await page.locator('#count').textContent(), '23 of 2000');
	await page.selectOption('#operation', 'AuthorizeSecurityGroup');
	t.is(await page.locator('#count').textContent(), '23 of 2000');
	t.deepEqual(complaints, []);
});

test('the keyboard reaches the filters and the links', async (t) => {
	const { page, complaints } = await open(t, pageOf(t, 3));
	for (let presses = 0; presses < 5; presses++) {
		await page.keyboard.press('Tab');
		if ((await page.evaluate('document.activeElement.id')) === 'text') break;
	}
	await page.keyboard.type('r[1]');
	t.is(await page.locator('#count').textContent(), '1 of 3');
	await page.keyboard.press('Tab');
	t.is(await page.evaluate('document.activeElement.id'), 'verdict');
	t.deepEqual(complaints, []);
});

test('a link to a finding shows it, even if the filters hide it', async (t) => {
	const { page } = await open(t, pageOf(t, 40));
	const anchor = await page.locator('.finding').nth(30).getAttribute('id');
	await page.fill('#text', 'nothing has this');
	t.is(await page.locator('.finding:visible').count(), 0);
	await page.evaluate(`location.hash = '#${anchor}'`);
	await page.waitForFunction(`!document.getElementById('${anchor}').hidden`);
	t.true(await page.locator(`#${anchor}`).isVisible());
});

/** Returns how much two screenshots differ, from 0 to 1: by the brightness of a coarse grid, so that fonts may differ. */
const differenceOf = `async ([one, other]) => {
	const grid = async (base64) => {
		const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
		const image = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
		const canvas = new OffscreenCanvas(40, 40);
		const context = canvas.getContext('2d');
		context.drawImage(image, 0, 0, 40, 40);
		return context.getImageData(0, 0, 40, 40).data;
	};
	const [a, b] = await Promise.all([grid(one), grid(other)]);
	return a.reduce((sum, value, index) => sum + Math.abs(value - b[index]), 0) / (a.length * 255);
}`;

/** A page of four recordings; one is unreadable. */
function recordedPage(t: ExecutionContext): string {
	const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'sg-preflight-html-'));
	t.teardown(() => fs.rmSync(folder, { recursive: true }));
	const groups = ['sg-lit1', 'sg-lit3'].map((id) => ({
		SecurityGroupId: id,
		SecurityGroupName: `name of ${id}`,
		ServiceManaged: true,
		ServiceID: 1234,
	}));
	const inventory = { TotalCount: 2, SecurityGroups: { SecurityGroup: groups } };
	fs.writeFileSync(path.join(folder, 'inventory.json'), JSON.stringify(inventory));
	const plans = ['rule_replace_port', 'inst_add_sg', 'mix_large_create'].map((scenario) => {
		const name = `${scenario}.plan.json`;
		fs.copyFileSync(path.join(root, 'test/fixtures/terraform', scenario, 'plan.json'), path.join(folder, name));
		return name;
	});
	fs.writeFileSync(path.join(folder, 'broken.plan.json'), '{');
	const args = [
		bin,
		'check',
		...plans,
		'broken.plan.json',
		'--inventory',
		'inventory.json',
		'--report',
		'html=out.html',
	];
	t.throws(() => execFileSync(process.execPath, args, { cwd: folder, stdio: 'pipe' }));
	return path.join(folder, 'out.html');
}

const pictures = path.join(root, 'test/e2e/screenshots');

for (const width of [1280, 800, 420]) {
	test(`the page looks as it did at ${width} pixels, without scrolling sideways`, async (t) => {
		const { page, complaints } = await open(t, recordedPage(t));
		await page.setViewportSize({ width, height: 1400 });
		t.true(((await page.evaluate('document.documentElement.scrollWidth')) as number) <= width);
		const shot = await page.screenshot();
		const file = path.join(pictures, `report-${width}.png`);
		if (process.env.SG_PREFLIGHT_UPDATE_SCREENSHOTS) fs.writeFileSync(file, shot);
		const blank = await (page.context().browser() as Browser).newPage();
		const difference = (await blank.evaluate(
			`(${differenceOf})(${JSON.stringify([shot, fs.readFileSync(file)].map((png) => png.toString('base64')))})`,
		)) as number;
		t.true(difference < 0.03, `differs by ${difference}`);
		t.deepEqual(complaints, []);
	});
}

test('the page prints without its filters', async (t) => {
	const { page } = await open(t, pageOf(t, 3));
	await page.emulateMedia({ media: 'print' });
	t.false(await page.locator('form').isVisible());
	t.is(await page.locator('.finding:visible').count(), 3);
});

/** A page of a report whose every text is hostile. `merge` prints it, because a report can be written by anyone. */
function hostilePage(t: ExecutionContext): string {
	const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'sg-preflight-html-'));
	t.teardown(() => fs.rmSync(folder, { recursive: true }));
	const texts: Record<string, string> = JSON.parse(
		fs.readFileSync(path.join(root, 'test/fixtures/hostile-texts.json'), 'utf8'),
	);
	fs.copyFileSync(path.join(root, 'test/fixtures/terraform/inst_add_sg/plan.json'), path.join(folder, 'plan.json'));
	const group = { SecurityGroupId: 'sg-lit3', SecurityGroupName: 'n', ServiceManaged: true, ServiceID: 1234 };
	fs.writeFileSync(
		path.join(folder, 'inventory.json'),
		JSON.stringify({ TotalCount: 1, SecurityGroups: { SecurityGroup: [group] } }),
	);
	const run = (...args: string[]): unknown =>
		t.throws(() => execFileSync(process.execPath, [bin, ...args], { cwd: folder, stdio: 'pipe' }));
	run('check', 'plan.json', '--inventory', 'inventory.json', '--report', 'json=report.json');
	const report = JSON.parse(fs.readFileSync(path.join(folder, 'report.json'), 'utf8'));
	const [finding] = report.findings;
	const [input] = report.inputs;
	const all = Object.values(texts);
	Object.assign(report, {
		inputs: all.map((text) => ({ ...input, input: `${text}.json` })),
		findings: all.map((text) => ({
			...finding,
			input: `${text}.json`,
			address: `alicloud_instance.i["${text}"]`,
			group: { ...finding.group, id: `sg-${text}`, name: text, attribute: text },
			message: text,
			effect: text,
			remedy: text,
			docs: `javascript:alert(1)//${text}`,
			location: { file: text, line: 1, column: 1, via: [{ file: text, line: 1, column: 1 }] },
			waiver: null,
		})),
		summary: { ...report.summary, refused: all.length, undetermined: 0 },
		notices: all.map((message) => ({ level: 'warning', message })),
	});
	fs.writeFileSync(path.join(folder, 'report.json'), JSON.stringify(report));
	run('merge', 'report.json', '--report', 'html=out.html');
	return path.join(folder, 'out.html');
}

test('a page of hostile texts runs none of them, and makes no request', async (t) => {
	const { page, complaints } = await open(t, hostilePage(t));
	t.true((await page.locator('.finding').count()) > 10);
	await page.evaluate(`for (const element of document.querySelectorAll('body *')) {
		for (const name of ['mouseover', 'focus', 'error', 'load']) element.dispatchEvent(new Event(name));
	}`);
	t.is(await page.locator('img, iframe, object, embed, main script, a[href^="javascript:"]').count(), 0);
	t.is(await page.locator('[onmouseover], [onerror], [onload]').count(), 0);
	t.deepEqual(complaints, []);
});
