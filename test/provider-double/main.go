// Command terraform-provider-alicloud is a double of the alicloud provider: it plans four types, and an apply only
// gives ids.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"sync/atomic"

	"github.com/hashicorp/terraform-plugin-go/tfprotov5"
	"github.com/hashicorp/terraform-plugin-go/tfprotov5/tf5server"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

func main() {
	if file := os.Getenv("DOUBLE_TYPES"); file != "" {
		if err := readTypes(file); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	}
	server := func() tfprotov5.ProviderServer { return &double{} }
	if err := tf5server.Serve("registry.terraform.io/aliyun/alicloud", server); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

var groupIDs = tftypes.Set{ElementType: tftypes.String}

// Just enough attributes to plan a group, a rule and an instance.
var resources = map[string]*tfprotov5.Schema{
	"alicloud_security_group": schema(
		optional("security_group_name", tftypes.String),
		optional("vpc_id", tftypes.String),
		optional("description", tftypes.String),
	),
	"alicloud_security_group_rule": schema(
		required("security_group_id", tftypes.String),
		required("type", tftypes.String),
		required("ip_protocol", tftypes.String),
		optional("port_range", tftypes.String),
		optional("cidr_ip", tftypes.String),
		optional("source_security_group_id", tftypes.String),
	),
	"alicloud_instance": withBlock("network_interfaces", optional("security_group_ids", groupIDs), schema(
		required("image_id", tftypes.String),
		required("instance_type", tftypes.String),
		optional("vswitch_id", tftypes.String),
		optional("instance_name", tftypes.String),
		optional("security_groups", groupIDs),
	)),
	// A service that creates groups and returns their ids.
	"alicloud_nat_gateway": schema(
		optional("nat_gateway_name", tftypes.String),
		computed("security_groups", tftypes.List{ElementType: tftypes.String}),
		computed("first_group", tftypes.String),
	),
}

// readTypes replaces the resources by those of a file, so that recorded plans of the real provider can be shown:
// {"alicloud_instance": {"id": "string", "tags": ["map", "string"]}}.
func readTypes(file string) error {
	text, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	types := map[string]map[string]json.RawMessage{}
	if err := json.Unmarshal(text, &types); err != nil {
		return err
	}
	resources = map[string]*tfprotov5.Schema{}
	for name, attributes := range types {
		block := &tfprotov5.SchemaBlock{}
		for attribute, written := range attributes {
			kind, err := tftypes.ParseJSONType(written)
			if err != nil {
				return err
			}
			block.Attributes = append(block.Attributes, &tfprotov5.SchemaAttribute{Name: attribute, Type: kind, Optional: true, Computed: true})
		}
		resources[name] = &tfprotov5.Schema{Block: block}
	}
	return nil
}

func withBlock(name string, attribute *tfprotov5.SchemaAttribute, whole *tfprotov5.Schema) *tfprotov5.Schema {
	whole.Block.BlockTypes = append(whole.Block.BlockTypes, &tfprotov5.SchemaNestedBlock{
		TypeName: name,
		Nesting:  tfprotov5.SchemaNestedBlockNestingModeList,
		Block:    &tfprotov5.SchemaBlock{Attributes: []*tfprotov5.SchemaAttribute{attribute}},
	})
	return whole
}

func schema(attributes ...*tfprotov5.SchemaAttribute) *tfprotov5.Schema {
	id := &tfprotov5.SchemaAttribute{Name: "id", Type: tftypes.String, Computed: true}
	return &tfprotov5.Schema{Block: &tfprotov5.SchemaBlock{Attributes: append(attributes, id)}}
}

func required(name string, kind tftypes.Type) *tfprotov5.SchemaAttribute {
	return &tfprotov5.SchemaAttribute{Name: name, Type: kind, Required: true}
}

func optional(name string, kind tftypes.Type) *tfprotov5.SchemaAttribute {
	return &tfprotov5.SchemaAttribute{Name: name, Type: kind, Optional: true}
}

func computed(name string, kind tftypes.Type) *tfprotov5.SchemaAttribute {
	return &tfprotov5.SchemaAttribute{Name: name, Type: kind, Optional: true, Computed: true}
}

// double answers the calls that planning needs; the embedded interface stands for those it does not.
type double struct{ tfprotov5.ProviderServer }

func (*double) GetMetadata(context.Context, *tfprotov5.GetMetadataRequest) (*tfprotov5.GetMetadataResponse, error) {
	metadata := &tfprotov5.GetMetadataResponse{ServerCapabilities: &tfprotov5.ServerCapabilities{}}
	for name := range resources {
		metadata.Resources = append(metadata.Resources, tfprotov5.ResourceMetadata{TypeName: name})
	}
	return metadata, nil
}

func (*double) GetProviderSchema(context.Context, *tfprotov5.GetProviderSchemaRequest) (*tfprotov5.GetProviderSchemaResponse, error) {
	return &tfprotov5.GetProviderSchemaResponse{
		ServerCapabilities: &tfprotov5.ServerCapabilities{},
		Provider:           &tfprotov5.Schema{Block: &tfprotov5.SchemaBlock{Attributes: []*tfprotov5.SchemaAttribute{optional("region", tftypes.String)}}},
		ResourceSchemas:    resources,
	}, nil
}

func (*double) GetResourceIdentitySchemas(context.Context, *tfprotov5.GetResourceIdentitySchemasRequest) (*tfprotov5.GetResourceIdentitySchemasResponse, error) {
	return &tfprotov5.GetResourceIdentitySchemasResponse{}, nil
}

func (*double) PrepareProviderConfig(_ context.Context, request *tfprotov5.PrepareProviderConfigRequest) (*tfprotov5.PrepareProviderConfigResponse, error) {
	return &tfprotov5.PrepareProviderConfigResponse{PreparedConfig: request.Config}, nil
}

func (*double) ConfigureProvider(context.Context, *tfprotov5.ConfigureProviderRequest) (*tfprotov5.ConfigureProviderResponse, error) {
	return &tfprotov5.ConfigureProviderResponse{}, nil
}

func (*double) StopProvider(context.Context, *tfprotov5.StopProviderRequest) (*tfprotov5.StopProviderResponse, error) {
	return &tfprotov5.StopProviderResponse{}, nil
}

func (*double) ValidateResourceTypeConfig(context.Context, *tfprotov5.ValidateResourceTypeConfigRequest) (*tfprotov5.ValidateResourceTypeConfigResponse, error) {
	return &tfprotov5.ValidateResourceTypeConfigResponse{}, nil
}

// PlanResourceChange plans what is configured, and an id that the API will give.
func (*double) PlanResourceChange(_ context.Context, request *tfprotov5.PlanResourceChangeRequest) (*tfprotov5.PlanResourceChangeResponse, error) {
	kind := resources[request.TypeName].ValueType()
	proposed, err := request.ProposedNewState.Unmarshal(kind)
	if err != nil {
		return nil, err
	}
	planned := request.ProposedNewState
	if !proposed.IsNull() {
		attributes := map[string]tftypes.Value{}
		if err := proposed.As(&attributes); err != nil {
			return nil, err
		}
		if attributes["id"].IsNull() {
			attributes["id"] = tftypes.NewValue(tftypes.String, tftypes.UnknownValue)
		}
		if request.TypeName == "alicloud_nat_gateway" {
			for name, value := range attributes {
				if value.IsNull() && name != "nat_gateway_name" {
					attributes[name] = tftypes.NewValue(value.Type(), tftypes.UnknownValue)
				}
			}
		}
		state, err := tfprotov5.NewDynamicValue(kind, tftypes.NewValue(kind, attributes))
		if err != nil {
			return nil, err
		}
		planned = &state
	}
	response := &tfprotov5.PlanResourceChangeResponse{PlannedState: planned, UnsafeToUseLegacyTypeSystem: true}
	// The real provider replaces a rule for every change but that of its description.
	if request.TypeName == "alicloud_security_group_rule" && os.Getenv("DOUBLE_REPLACES") != "" {
		for _, name := range []string{"security_group_id", "type", "ip_protocol", "port_range", "cidr_ip"} {
			response.RequiresReplace = append(response.RequiresReplace, tftypes.NewAttributePath().WithAttributeName(name))
		}
	}
	return response, nil
}

func (*double) UpgradeResourceState(_ context.Context, request *tfprotov5.UpgradeResourceStateRequest) (*tfprotov5.UpgradeResourceStateResponse, error) {
	kind := resources[request.TypeName].ValueType()
	value, err := request.RawState.Unmarshal(kind)
	if err != nil {
		return nil, err
	}
	state, err := tfprotov5.NewDynamicValue(kind, value)
	return &tfprotov5.UpgradeResourceStateResponse{UpgradedState: &state}, err
}

func (*double) ReadResource(_ context.Context, request *tfprotov5.ReadResourceRequest) (*tfprotov5.ReadResourceResponse, error) {
	return &tfprotov5.ReadResourceResponse{NewState: request.CurrentState}, nil
}

var made atomic.Int64

// ApplyResourceChange calls no API: a new object gets an id of its type, `sg-new1`.
func (*double) ApplyResourceChange(_ context.Context, request *tfprotov5.ApplyResourceChangeRequest) (*tfprotov5.ApplyResourceChangeResponse, error) {
	kind := resources[request.TypeName].ValueType()
	planned, err := request.PlannedState.Unmarshal(kind)
	if err != nil {
		return nil, err
	}
	state := request.PlannedState
	prior, err := request.PriorState.Unmarshal(kind)
	if err != nil {
		return nil, err
	}
	switch refusalOf(request.TypeName, prior, planned) {
	case aborts:
		return &tfprotov5.ApplyResourceChangeResponse{NewState: request.PriorState, UnsafeToUseLegacyTypeSystem: true, Diagnostics: []*tfprotov5.Diagnostic{{
			Severity: tfprotov5.DiagnosticSeverityError,
			Summary:  "InvalidOperation.ResourceManagedByCloudProduct",
		}}}, nil
	case swallowed:
		return &tfprotov5.ApplyResourceChangeResponse{NewState: request.PriorState, UnsafeToUseLegacyTypeSystem: true}, nil
	}
	if !planned.IsNull() {
		attributes := map[string]tftypes.Value{}
		if err := planned.As(&attributes); err != nil {
			return nil, err
		}
		if !attributes["id"].IsKnown() {
			prefix := map[string]string{"alicloud_security_group": "sg"}[request.TypeName]
			if prefix == "" {
				prefix = strings.TrimPrefix(request.TypeName, "alicloud_")
			}
			attributes["id"] = tftypes.NewValue(tftypes.String, fmt.Sprintf("%s-new%d", prefix, made.Add(1)))
		}
		if value, ok := attributes["security_groups"]; ok && !value.IsKnown() && request.TypeName == "alicloud_nat_gateway" {
			groups := []tftypes.Value{tftypes.NewValue(tftypes.String, "sg-m2"), tftypes.NewValue(tftypes.String, "sg-o1")}
			attributes["security_groups"] = tftypes.NewValue(value.Type(), groups)
			attributes["first_group"] = groups[0]
		}
		applied, err := tfprotov5.NewDynamicValue(kind, tftypes.NewValue(kind, attributes))
		if err != nil {
			return nil, err
		}
		state = &applied
	}
	return &tfprotov5.ApplyResourceChangeResponse{NewState: state, UnsafeToUseLegacyTypeSystem: true}, nil
}

type refusal int

const (
	allowed refusal = iota
	aborts
	swallowed
)

// refusalOf says how the real provider would end a change that the API refuses, because it acts on the group that
// DOUBLE_REFUSES names.
func refusalOf(typeName string, prior, planned tftypes.Value) refusal {
	managed := os.Getenv("DOUBLE_REFUSES")
	if managed == "" {
		return allowed
	}
	before, after := groupsOf(prior), groupsOf(planned)
	switch typeName {
	case "alicloud_security_group_rule":
		if (prior.IsNull() && after[managed]) || (planned.IsNull() && before[managed]) {
			return aborts
		}
	case "alicloud_instance":
		if prior.IsNull() && after[managed] {
			return aborts
		}
		if !prior.IsNull() && !planned.IsNull() && before[managed] != after[managed] {
			return swallowed
		}
	}
	return allowed
}

// groupsOf returns the ids of groups in the arguments of a rule or an instance.
func groupsOf(object tftypes.Value) map[string]bool {
	found := map[string]bool{}
	attributes := map[string]tftypes.Value{}
	if object.IsNull() || object.As(&attributes) != nil {
		return found
	}
	var id string
	if value, ok := attributes["security_group_id"]; ok && value.IsKnown() && !value.IsNull() && value.As(&id) == nil {
		found[id] = true
	}
	var list []tftypes.Value
	if value, ok := attributes["security_groups"]; ok && value.IsKnown() && !value.IsNull() && value.As(&list) == nil {
		for _, element := range list {
			if element.IsKnown() && element.As(&id) == nil {
				found[id] = true
			}
		}
	}
	return found
}
