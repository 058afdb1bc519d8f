import test from 'ava';
import { originText } from '../src/index.js';

test('an origin is named once, with the path to it if there is one', (t) => {
	const address = 'module.net["prod"].alicloud_security_group.base';
	t.is(
		originText({
			kind: 'created-in-plan',
			address,
			via: ['var.sgs', 'module.net["prod"].base', 'alicloud_security_group.base'],
		}),
		`created in this plan as ${address}, through var.sgs → module.net["prod"].base`,
	);
	t.is(
		originText({ kind: 'created-in-plan', address: 'alicloud_security_group.a', via: ['alicloud_security_group.a'] }),
		'created in this plan as alicloud_security_group.a',
	);
	t.is(originText({ kind: 'variable', name: 'sg', via: ['var.sg'] }), 'the variable sg');
	t.is(
		originText({ kind: 'expression', reference: 'local.groups', via: ['var.sgs', 'local.groups'] }),
		'local.groups, an expression that the document does not contain, through var.sgs',
	);
});
