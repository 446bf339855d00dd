#include "cli/model_settings.h"

#include "core/status_report.h"

#include <fmt/format.h>

#include <charconv>

namespace periapt::cli {

namespace {

const std::map<std::string, Value>& defaults() {
  static const std::map<std::string, Value> table = {
      {"agent-stream", "released"},
      {"agent-version", contract_version},
      {"apt-ftp-proxy", ""},
      {"apt-http-proxy", ""},
      {"apt-https-proxy", ""},
      {"apt-mirror", ""},
      {"apt-no-proxy", ""},
      {"automatically-retry-hooks", true},
      {"charm-store", ""},
      {"charmhub-url", "https://api.charmhub.io"},
      {"cloudinit-userdata", ""},
      {"container-networking-method", ""},
      {"contract-policy", "warn"},
      {"default-base", ""},
      {"default-space", ""},
      {"development", false},
      {"disable-network-management", false},
      {"disable-telemetry", false},
      {"egress-subnets", ""},
      {"enable-os-refresh-update", true},
      {"enable-os-upgrade", true},
      {"fan-config", ""},
      {"firewall-mode", "instance"},
      {"ftp-proxy", ""},
      {"hook-recordings", 0},
      {"http-proxy", ""},
      {"https-proxy", ""},
      {"ignore-machine-addresses", false},
      {"image-stream", "released"},
      {"juju-ftp-proxy", ""},
      {"juju-http-proxy", ""},
      {"juju-https-proxy", ""},
      {"juju-no-proxy", "127.0.0.1,localhost,::1"},
      {"logging-config", "<root>=INFO"},
      {"max-action-results-age", "336h"},
      {"max-action-results-size", "5G"},
      {"max-status-history-age", "336h"},
      {"max-status-history-size", "5G"},
      {"mode", "requires-prompts"},
      {"no-proxy", "127.0.0.1,localhost,::1"},
      {"num-container-provision-workers", 4},
      {"num-provision-workers", 16},
      {"provisioner-harvest-mode", "destroyed"},
      {"resource-tags", Map{}},
      {"secret-backend", "auto"},
      {"snap-http-proxy", ""},
      {"snap-https-proxy", ""},
      {"snap-store-assertions", ""},
      {"snap-store-proxy", ""},
      {"snap-store-proxy-url", ""},
      {"ssl-hostname-verification", true},
      {"storage-default-block-source", "loop"},
      {"storage-default-filesystem-source", "rootfs"},
      {"test-mode", false},
      {"transmit-vendor-metrics", true},
      {"update-status-hook-interval", "5m"},
  };
  return table;
}

/// The text with the type its default has.
Value typed(const std::string& text, const Value& like) {
  if (std::holds_alternative<bool>(like.data)) return text == "true" || text == "True" || text == "1";
  if (std::holds_alternative<std::int64_t>(like.data)) {
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error == std::errc{} && end == text.data() + text.size()) return number;
  }
  return text;
}

} // namespace

std::map<std::string, ModelSetting> effective_model_settings(const std::map<std::string, std::string>& explicit_ones) {
  std::map<std::string, ModelSetting> settings;
  for (const auto& [key, value] : defaults()) settings[key] = {value, true};
  for (const auto& [key, text] : explicit_ones) {
    const auto known = defaults().find(key);
    settings[key] = {known == defaults().end() ? Value(text) : typed(text, known->second), false};
  }
  return settings;
}

bool is_known_model_setting(const std::string& key) { return defaults().contains(key); }

std::optional<std::string> read_only_reason(const std::string& key) {
  if (key == "agent-version") return fmt::format("\"{}\" must be set via \"upgrade-model\"", key);
  if (key == "charmhub-url") return fmt::format("\"{}\" must be set via \"add-model\"", key);
  return std::nullopt;
}

} // namespace periapt::cli
