import { isObject, type Json, type JsonObject } from '@sg-preflight/documents';
import { secretSignature, signatureKey } from '@sg-preflight/pulumi';

/** Information of the engine that @pulumi/policy 1.21.0 does not pass on to policies. */
export interface EngineRequests {
	/** False in an update; null when the engine did not say. */
	isPreview(): boolean | null;
	/** Organization of the stack; null when the engine did not say. */
	organization(): string | null;
	/** Returns the inputs of a resource with its secrets marked; undefined when it has none. */
	markedInputs(urn: string): JsonObject | undefined;
}

interface Method<Request> {
	requestDeserialize(bytes: Buffer): Request;
}

/** The part of @pulumi/pulumi/proto/analyzer_grpc_pb that is used. */
export interface AnalyzerService {
	readonly configureStack: Method<{ getDryRun(): boolean; getOrganization(): string }>;
	readonly analyze: Method<{ getUrn(): string; getProperties(): { toJavaScript(): Json } | undefined }>;
}

/**
 * Reads the engine's requests as they are decoded, before the SDK drops parts of them. ConfigureStack has the
 * organization and whether this is a preview (an executable pack has no other way to know); Analyze marks secrets. Call it
 * before the pack is constructed, because the server reads the service's definition then.
 */
export function watchRequests(service: AnalyzerService): EngineRequests {
	let preview: boolean | null = null;
	let organization: string | null = null;
	const marked = new Map<string, JsonObject>();

	watch(service.configureStack, (request) => {
		preview = request.getDryRun();
		organization = request.getOrganization() || null;
	});
	watch(service.analyze, (request, bytes) => {
		// Few resources have secrets. The others are decoded only once.
		if (!bytes.includes(secretSignature)) return;
		marked.set(request.getUrn(), withPlainSecrets(request.getProperties()?.toJavaScript() ?? {}) as JsonObject);
	});
	return {
		isPreview: () => preview,
		organization: () => organization,
		markedInputs: (urn) => marked.get(urn),
	};
}

/** Converts secrets from the engine's form to a document's, in which the value is JSON text. */
function withPlainSecrets(value: Json): Json {
	if (Array.isArray(value)) return value.map(withPlainSecrets);
	if (!isObject(value)) return value;
	const { [signatureKey]: signature, value: secret } = value;
	if (signature === secretSignature && secret !== undefined) {
		return { [signatureKey]: secretSignature, plaintext: JSON.stringify(secret) };
	}
	return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, withPlainSecrets(member)]));
}

function watch<Request>(method: Method<Request>, see: (request: Request, bytes: Buffer) => void): void {
	const decode = method.requestDeserialize;
	method.requestDeserialize = (bytes) => {
		const request = decode(bytes);
		see(request, bytes);
		return request;
	};
}
