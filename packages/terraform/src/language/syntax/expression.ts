/**
 * The syntax tree of Terraform's expression language (HCL's native and JSON syntax give the same tree). It follows HCL's own
 * tree node for node, because the plan JSON lists references in the order in which HCL visits them.
 * Source: github.com/hashicorp/hcl/v2/hclsyntax/expression.go, expression_template.go, spec.md.
 */
export type WrittenExpression =
	| LiteralExpression
	| TemplateExpression
	| TupleExpression
	| ObjectExpression
	| ReferenceExpression
	| TraversalExpression
	| IndexExpression
	| SplatExpression
	| SplatElement
	| ConditionalExpression
	| UnaryExpression
	| BinaryExpression
	| CallExpression
	| ForExpression;

/** A part of a file's text: offsets in UTF-16 units, `end` exclusive. */
export interface TextSpan {
	readonly start: number;
	readonly end: number;
}

/** `"sg-1"`, `true`, `null`, `1.5`. A number is kept as text, because a JavaScript number may not hold it exactly. */
export interface LiteralExpression extends TextSpan {
	readonly kind: 'literal';
	readonly value: string | boolean | null | { readonly number: string };
}

/**
 * A quoted or heredoc template with at least one part that is not literal. Escapes, strip markers and the indentation of
 * `<<-` are already applied. `"${x}"` alone is `wrap`: its value is x itself, of any type.
 */
export interface TemplateExpression extends TextSpan {
	readonly kind: 'template';
	readonly wrap: boolean;
	readonly parts: readonly TemplatePart[];
}

/** Literal text, an interpolation, or a directive: `%{ if }` gives text, `%{ for }` the text of each round. */
export type TemplatePart =
	| string
	| WrittenExpression
	| {
			readonly kind: 'if-directive';
			readonly condition: WrittenExpression;
			readonly whenTrue: TemplateParts;
			readonly whenFalse: TemplateParts;
	  }
	| {
			readonly kind: 'for-directive';
			readonly keyName: string | null;
			readonly valueName: string;
			readonly collection: WrittenExpression;
			readonly body: TemplateParts;
	  };

export type TemplateParts = readonly TemplatePart[];

export interface TupleExpression extends TextSpan {
	readonly kind: 'tuple';
	readonly elements: readonly WrittenExpression[];
}

export interface ObjectExpression extends TextSpan {
	readonly kind: 'object';
	/** A bare name as a key is a literal; `(name)` is a reference. */
	readonly items: readonly { readonly key: WrittenExpression; readonly value: WrittenExpression }[];
}

/** A name or a literal index; the value of a number is its text. */
export type Step = { readonly attribute: string } | { readonly index: string | { readonly number: string } };

/** A root name with the steps that are known without evaluation: `var.x`, `alicloud_security_group.a["k"].id`. */
export interface ReferenceExpression extends TextSpan {
	readonly kind: 'reference';
	readonly root: string;
	readonly steps: readonly Step[];
}

/** Steps behind anything but a root name: `f(x).id`, `a[each.key].id`. */
export interface TraversalExpression extends TextSpan {
	readonly kind: 'traversal';
	readonly of: WrittenExpression;
	readonly steps: readonly Step[];
}

/** An index that has to be evaluated: `a[each.key]`. */
export interface IndexExpression extends TextSpan {
	readonly kind: 'index';
	readonly of: WrittenExpression;
	readonly key: WrittenExpression;
}

/** `of[*]…` and `of.*…`: `each` is evaluated for every element, in which `splat-element` is the element. */
export interface SplatExpression extends TextSpan {
	readonly kind: 'splat';
	readonly of: WrittenExpression;
	readonly each: WrittenExpression;
}

/** The element of the innermost splat around it. */
export interface SplatElement extends TextSpan {
	readonly kind: 'splat-element';
}

export interface ConditionalExpression extends TextSpan {
	readonly kind: 'conditional';
	readonly condition: WrittenExpression;
	readonly whenTrue: WrittenExpression;
	readonly whenFalse: WrittenExpression;
}

export interface UnaryExpression extends TextSpan {
	readonly kind: 'unary';
	readonly operator: '-' | '!';
	readonly operand: WrittenExpression;
}

export type BinaryOperator = '||' | '&&' | '==' | '!=' | '>' | '>=' | '<' | '<=' | '+' | '-' | '*' | '/' | '%';

export interface BinaryExpression extends TextSpan {
	readonly kind: 'binary';
	readonly operator: BinaryOperator;
	readonly left: WrittenExpression;
	readonly right: WrittenExpression;
}

/** A provider's function has its whole name: `provider::aws::arn_parse`. */
export interface CallExpression extends TextSpan {
	readonly kind: 'call';
	readonly name: string;
	readonly arguments: readonly WrittenExpression[];
	/** Whether the last argument is a collection of arguments: `f(x...)`. */
	readonly expands: boolean;
}

/** `[for … : value]`, or with a key `{for … : key => value}`. */
export interface ForExpression extends TextSpan {
	readonly kind: 'for';
	readonly keyName: string | null;
	readonly valueName: string;
	readonly collection: WrittenExpression;
	readonly key: WrittenExpression | null;
	readonly value: WrittenExpression;
	readonly condition: WrittenExpression | null;
	/** Whether values of one key are grouped: `{for … : key => value...}`. */
	readonly groups: boolean;
}

/** A problem that makes a file's text not Terraform's language. Lines and columns count from 1. */
export interface SyntaxProblem {
	readonly problem: string;
	readonly line: number;
	readonly column: number;
}
