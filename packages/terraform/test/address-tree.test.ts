import test from 'ava';
import { AddressTree } from '../src/address/address-tree.js';

test('a step without a key matches every key, and a key matches itself', (t) => {
	const tree = new AddressTree<string>();
	const addresses = [
		'a_group.single',
		'a_group.many["x.y"]',
		'a_group.many["z"]',
		'module.m[0].a_group.many["z"]',
		'module.m[1].module.n.a_group.many[0]',
		'module.m[1].a_group.many',
	];
	for (const address of addresses) tree.set(address, address);
	t.deepEqual(tree.at('a_group.single'), ['a_group.single']);
	t.deepEqual(tree.at('a_group.many'), ['a_group.many["x.y"]', 'a_group.many["z"]']);
	t.deepEqual(tree.at('a_group.many["x.y"]'), ['a_group.many["x.y"]']);
	t.deepEqual(tree.at('a_group.many["id"]'), []);
	t.deepEqual(tree.at('module.m.a_group.many'), ['module.m[0].a_group.many["z"]', 'module.m[1].a_group.many']);
	t.deepEqual(tree.at('module.m[1].a_group.many'), ['module.m[1].a_group.many']);
	t.deepEqual(tree.at('module.m.module.n.a_group.many'), ['module.m[1].module.n.a_group.many[0]']);
	t.true(tree.has('a_group.single'));
	t.false(tree.has('a_group.many'));
});

test('an object that has lost or gained a key is found beside its other address', (t) => {
	const tree = new AddressTree<number>();
	tree.set('module.m.a_group.g', 1);
	tree.set('module.m["x"].a_group.g', 2);
	t.deepEqual(tree.at('module.m.a_group.g'), [1, 2]);
});
