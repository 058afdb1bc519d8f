# Has HCP Terraform ask the run task that serve.sh serves after each plan, and stop the run where a part is refused.
terraform {
  required_providers {
    tfe = { source = "hashicorp/tfe" }
  }
}

variable "organization" {
  type = string
}

variable "workspace_id" {
  type = string
}

variable "hmac_key" {
  type      = string
  sensitive = true
}

resource "tfe_organization_run_task" "sg_preflight" {
  organization = var.organization
  name         = "sg-preflight"
  url          = "https://sg-preflight.example.com/"
  hmac_key     = var.hmac_key
}

resource "tfe_workspace_run_task" "sg_preflight" {
  workspace_id      = var.workspace_id
  task_id           = tfe_organization_run_task.sg_preflight.id
  enforcement_level = "mandatory"
  stages            = ["post_plan"]
}
