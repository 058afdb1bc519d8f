import type { Finding } from '@sg-preflight/permissions';
import type { SourcesOnDemand } from '../input/sources/module-files.js';

/** Adds the places in the sources to the findings. */
export async function locateFindings(
	findings: readonly Finding[],
	sources: SourcesOnDemand | null,
): Promise<readonly Finding[]> {
	if (sources === null || findings.length === 0) return findings;
	const { locate } = await import('@sg-preflight/terraform/sources');
	return findings.map((finding) => ({
		...finding,
		location:
			finding.address === null
				? null
				: locate(sources(), finding.address, finding.group?.attribute ?? null, finding.group?.id ?? null),
	}));
}
