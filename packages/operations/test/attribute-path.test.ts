import test from 'ava';
import { AttributePath } from '../src/index.js';

const path = AttributePath.parse('network_interfaces[].security_group_ids[]');

test('a path knows its steps, its attribute and the lists that it goes into', (t) => {
	t.deepEqual(path.steps, ['network_interfaces', '[]', 'security_group_ids', '[]']);
	t.deepEqual(path.names, ['network_interfaces', 'security_group_ids']);
	t.is(path.attribute, 'network_interfaces');
	t.is(path.depth, 2);
});

test('a path is printed as it was written, and without indexes for reports', (t) => {
	t.is(String(path), 'network_interfaces[].security_group_ids[]');
	t.is(path.name, 'network_interfaces.security_group_ids');
});

test('the path of an element leads to its list', (t) => {
	t.is(String(path.list), 'network_interfaces[].security_group_ids');
	t.is(path.list?.list, null);
	t.is(AttributePath.parse('matrix[][]').list, AttributePath.parse('matrix[]'));
});

test('one text gives one path', (t) => {
	t.is(AttributePath.parse('security_groups[]'), AttributePath.parse('security_groups[]'));
});
