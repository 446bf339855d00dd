#include "core/controller_setting.h"

#include <algorithm>
#include <array>

namespace periapt {
namespace {

using enum ControllerSetting::Kind;
constexpr bool changeable = true;
constexpr bool fixed = false;

// clang-format off
constexpr std::array table{
  ControllerSetting{"agent-logfile-max-backups",           whole_number, "2",                 changeable},
  ControllerSetting{"agent-logfile-max-size",              size,         "100M",              changeable},
  ControllerSetting{"agent-ratelimit-max",                 whole_number, nullptr,             changeable},
  ControllerSetting{"agent-ratelimit-rate",                duration,     nullptr,             changeable},
  ControllerSetting{"api-port",                            whole_number, "0",                 fixed}, // 0: no listener
  ControllerSetting{"api-port-open-delay",                 duration,     "2s",                changeable},
  ControllerSetting{"application-resource-download-limit", whole_number, nullptr,             changeable},
  ControllerSetting{"audit-log-capture-args",              flag,         "false",             changeable},
  ControllerSetting{"audit-log-exclude-methods",           list,         "[ReadOnlyMethods]", changeable},
  ControllerSetting{"audit-log-max-backups",               whole_number, "10",                changeable},
  ControllerSetting{"audit-log-max-size",                  size,         "300M",              changeable},
  ControllerSetting{"auditing-enabled",                    flag,         "false",             changeable},
  ControllerSetting{"ca-cert",                             text,         "",                  fixed},
  ControllerSetting{"caas-image-repo",                     text,         nullptr,             changeable},
  ControllerSetting{"controller-api-port",                 whole_number, nullptr,             changeable},
  ControllerSetting{"controller-name",                     text,         "",                  fixed},
  ControllerSetting{"controller-resource-download-limit",  whole_number, nullptr,             changeable},
  ControllerSetting{"controller-uuid",                     text,         "",                  fixed},
  ControllerSetting{"features",                            list,         "[]",                changeable},
  ControllerSetting{"http-server-read-timeout",            duration,     "0s",                changeable},
  ControllerSetting{"http-server-write-timeout",           duration,     "0s",                changeable},
  ControllerSetting{"idle-connection-timeout",             duration,     "30s",               fixed},
  ControllerSetting{"juju-ha-space",                       text,         nullptr,             changeable},
  ControllerSetting{"juju-mgmt-space",                     text,         nullptr,             changeable},
  ControllerSetting{"max-agent-state-size",                whole_number, "524288",            changeable},
  ControllerSetting{charm_state_limit_setting,             whole_number, "2097152",           changeable},
  ControllerSetting{debug_log_limit_setting,               duration,     "24h0m0s",           changeable},
  ControllerSetting{"max-prune-txn-batch-size",            whole_number, "1000000",           changeable},
  ControllerSetting{"max-prune-txn-passes",                whole_number, "100",               changeable},
  ControllerSetting{"max-txn-log-size",                    size,         "10M",               fixed},
  ControllerSetting{"migration-agent-wait-time",           duration,     "15m0s",             changeable},
  ControllerSetting{"model-logfile-max-backups",           whole_number, "2",                 changeable},
  ControllerSetting{"model-logfile-max-size",              size,         "10M",               changeable},
  ControllerSetting{model_logs_size_setting,               size,         "32M",               changeable},
  ControllerSetting{"mongo-memory-profile",                text,         "default",           changeable},
  ControllerSetting{"prune-txn-query-count",               whole_number, "1000",              changeable},
  ControllerSetting{"prune-txn-sleep-time",                duration,     "10ms",              changeable},
  ControllerSetting{"public-dns-address",                  text,         nullptr,             changeable},
  ControllerSetting{"query-tracing-enabled",               flag,         "false",             changeable},
  ControllerSetting{"query-tracing-threshold",             duration,     "1s",                changeable},
  ControllerSetting{"set-numa-control-policy",             flag,         "false",             fixed},
  ControllerSetting{"state-port",                          whole_number, "0",                 fixed}, // no database server
};
// clang-format on

constexpr bool by_name(const ControllerSetting& left, const ControllerSetting& right) { return left.name < right.name; }
static_assert(std::is_sorted(table.begin(), table.end(), by_name));

} // namespace

std::span<const ControllerSetting> controller_settings() { return table; }

const ControllerSetting* find_controller_setting(std::string_view name) {
  const auto found = std::lower_bound(table.begin(), table.end(), ControllerSetting{.name = name}, by_name);
  return found != table.end() && found->name == name ? &*found : nullptr;
}

} // namespace periapt
