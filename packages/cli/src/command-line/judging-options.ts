import { UserError } from '@sg-preflight/documents';
import { parseDuration } from '@sg-preflight/inventory';
import {
	type Policies,
	type Policy,
	type Principal,
	parsePrincipal,
	type Reason,
	reasons,
	uniformPolicies,
	type WrittenConfiguration,
} from '@sg-preflight/permissions';
import { didYouMean } from './command.js';

export const policyNames = ['fail', 'warn', 'ignore'] as const satisfies readonly Policy[];

/** The options of every command that judges. */
export const judgingOptions = {
	principal: {
		type: 'string',
		value: 'account|service:ID',
		help: 'Principal that applies the change. Default: account.',
	},
	undetermined: {
		type: 'string',
		choices: policyNames,
		help: 'How undetermined findings affect the exit status. Default: warn.',
	},
} as const;

/** Options that make undetermined findings fail the run. */
export const strictOptions = {
	strict: { type: 'boolean', help: 'Same as --undetermined fail.' },
	'fail-on': {
		type: 'string',
		multiple: true,
		value: 'REASON,…',
		words: reasons,
		help: 'Reasons of undetermined findings that make the exit status 1.',
	},
} as const;

/**
 * Returns the principal of the option, else of the configuration, else the account.
 *
 * @throws {UserError} when the option is not a principal
 */
export function principalOf(value: string | undefined, configuration: WrittenConfiguration | null): Principal {
	if (value === undefined) return configuration?.principal ?? 'account';
	const principal = parsePrincipal(value);
	if (principal !== undefined) return principal;
	throw new UserError(
		`--principal ${value}: expected account, or service: and the ServiceID of a cloud service, such as service:1234.`,
	);
}

interface PolicyValues {
	readonly undetermined?: Policy;
	readonly strict?: boolean;
	readonly 'fail-on'?: readonly string[];
}

/**
 * Returns the policy of each reason. An option overrides the configuration, and --fail-on overrides both.
 *
 * @throws {UserError} when --fail-on names something that is not a reason
 */
export async function reasonPolicies(
	values: PolicyValues,
	configuration: WrittenConfiguration | null,
): Promise<Policies> {
	const uniform = values.strict ? 'fail' : values.undetermined;
	return {
		...(uniform ? uniformPolicies(uniform) : { ...uniformPolicies(), ...configuration?.undetermined }),
		...(await failOn(values['fail-on'] ?? [])),
	};
}

/** Parses the policies of `--fail-on unknown-group,member`. */
async function failOn(values: readonly string[]): Promise<Partial<Policies>> {
	const policies: Partial<Record<Reason, Policy>> = {};
	for (const value of values) {
		const named = value.split(',').flatMap((reason) => reason.trim() || []);
		if (named.length === 0) {
			throw new UserError(`--fail-on names no reason: expected one or more of ${reasons.join(', ')}.`);
		}
		for (const reason of named) {
			if (!isReason(reason)) {
				throw new UserError(
					`--fail-on ${reason}: not one of ${reasons.join(', ')}.${await didYouMean(reason, reasons)} See: sg-preflight check --help`,
				);
			}
			policies[reason] = 'fail';
		}
	}
	return policies;
}

function isReason(word: string): word is Reason {
	return (reasons as readonly string[]).includes(word);
}

/**
 * Parses the value of --max-age in milliseconds.
 *
 * @throws {UserError} when it is not a duration
 */
export function maxAgeOf(value: string): number {
	const age = parseDuration(value);
	if (age !== undefined) return age;
	throw new UserError(`--max-age ${value}: expected a duration such as 90m, 24h or 7d.`);
}
