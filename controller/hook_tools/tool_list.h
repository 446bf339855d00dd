// All tools, one line each; the table in tools.cpp lists the same. Each lives in the file of its name.
#pragma once

#include "hook_tools/tool.h"

namespace periapt::hook_tools {

extern const ToolEntry action_fail;
extern const ToolEntry action_get;
extern const ToolEntry action_log;
extern const ToolEntry action_set;
extern const ToolEntry application_version_set;
extern const ToolEntry close_port;
extern const ToolEntry config_get;
extern const ToolEntry credential_get;
extern const ToolEntry goal_state;
extern const ToolEntry handler_context;
extern const ToolEntry handler_outcome;
extern const ToolEntry handler_unwritten;
extern const ToolEntry is_leader;
extern const ToolEntry juju_log;
extern const ToolEntry juju_reboot;
extern const ToolEntry k8s_raw_get;
extern const ToolEntry k8s_raw_set;
extern const ToolEntry k8s_spec_get;
extern const ToolEntry k8s_spec_set;
extern const ToolEntry leader_get;
extern const ToolEntry leader_set;
extern const ToolEntry network_get;
extern const ToolEntry open_port;
extern const ToolEntry opened_ports;
extern const ToolEntry payload_register;
extern const ToolEntry payload_status_set;
extern const ToolEntry payload_unregister;
extern const ToolEntry pod_spec_get;
extern const ToolEntry pod_spec_set;
extern const ToolEntry relation_get;
extern const ToolEntry relation_ids;
extern const ToolEntry relation_list;
extern const ToolEntry relation_model_get;
extern const ToolEntry relation_set;
extern const ToolEntry secret_add;
extern const ToolEntry secret_get;
extern const ToolEntry secret_grant;
extern const ToolEntry secret_ids;
extern const ToolEntry secret_info_get;
extern const ToolEntry secret_remove;
extern const ToolEntry secret_revoke;
extern const ToolEntry secret_set;
extern const ToolEntry state_delete;
extern const ToolEntry state_get;
extern const ToolEntry state_set;
extern const ToolEntry status_get;
extern const ToolEntry status_set;
extern const ToolEntry resource_get;
extern const ToolEntry storage_add;
extern const ToolEntry storage_get;
extern const ToolEntry storage_list;
extern const ToolEntry unit_get;

} // namespace periapt::hook_tools
