import test from 'ava';
import fc from 'fast-check';
import { Address, withoutKeys } from '../src/address/address.js';

test('an address has modules, a resource and a key', (t) => {
	const address = Address.parse('module.a["x.y"].module.b[2].data.alicloud_vpcs.all["k]"]');
	t.deepEqual(address.modules, [
		{ name: 'a', key: 'x.y' },
		{ name: 'b', key: 2 },
	]);
	t.is(address.resource, 'data.alicloud_vpcs.all');
	t.is(address.key, 'k]');
	t.is(String(address.module), 'module.a["x.y"].module.b[2]');
	t.is(String(address.withoutKeys), 'module.a.module.b.data.alicloud_vpcs.all');
});

test('a module may lack a key, and an address may lack modules', (t) => {
	t.is(String(Address.parse('alicloud_instance.i').module), '');
	t.deepEqual(Address.parse('module.a').modules, [{ name: 'a', key: undefined }]);
	t.is(Address.parse('module.a').resource, '');
});

test('an address is made from its parts', (t) => {
	const module = Address.parse('module.a[0]');
	t.is(
		String(module.call('b', 'x').within('alicloud_instance.i', 1)),
		'module.a[0].module.b["x"].alicloud_instance.i[1]',
	);
});

test('a printed address is parsed to the same parts, whatever its keys contain', (t) => {
	const name = fc.stringMatching(/^[a-z][a-z0-9_-]*$/);
	const key = fc.oneof(fc.string({ unit: 'binary' }), fc.nat(), fc.constant(undefined), fc.constant('$' + '{x}%{if}'));
	fc.assert(
		fc.property(fc.array(fc.tuple(name, key)), name, key, (modules, resource, own) => {
			let address = Address.parse('');
			for (const [called, of] of modules) address = address.call(called, of);
			address = address.within(`alicloud_instance.${resource}`, own);
			const text = String(address);
			const again = Address.parse(text);
			t.deepEqual([again.modules, again.resource, again.key], [address.modules, address.resource, address.key]);
			t.is(withoutKeys(text), String(address.withoutKeys));
		}),
	);
});
