import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import test, { type ExecutionContext } from 'ava';
import { chromium, type Page } from 'playwright-core';

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
	page.on('request', (request) => {
		if (!/^(?:file|data):/.test(request.url())) complaints.push(`network: ${request.url()}`);
	});
	await page.goto(pathToFileURL(file).href);
	return { page, complaints };
}

test('a page of 5,000 findings opens from disk, filters, and asks nothing of the network', async (t) => {
	const { page, complaints } = await open(t, pageOf(t, 5000));
	t.is(await page.locator('h1').textContent(), 'sg-preflight: refused');
	t.is(await page.locator('#count').textContent(), '5000 of 5000');
	t.true((await page.locator('svg path.refused').count()) > 0);
	await page.fill('#text', 'r[4321]');
	t.is(await page.locator('#count').textContent(), '1 of 5000');
	t.is(await page.locator('tbody tr:visible').count(), 1);
	await page.fill('#text', '');
	await page.selectOption('#verdict', 'undetermined');
	t.is(await page.locator('#count').textContent(), '0 of 5000');
	t.deepEqual(complaints, []);
});

test('the keyboard reaches the filter and the links', async (t) => {
	const { page, complaints } = await open(t, pageOf(t, 3));
	await page.keyboard.press('Tab');
	await page.keyboard.type('r[1]');
	t.is(await page.locator('#count').textContent(), '1 of 3');
	await page.keyboard.press('Tab');
	t.is(await page.evaluate('document.activeElement.id'), 'verdict');
	await page.keyboard.press('Tab');
	t.is(await page.evaluate('document.activeElement.tagName'), 'A');
	if (process.env.SG_PREFLIGHT_SCREENSHOT)
		await page.screenshot({ path: process.env.SG_PREFLIGHT_SCREENSHOT, fullPage: true });
	t.deepEqual(complaints, []);
});
