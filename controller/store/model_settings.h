// The model settings that change what agents or the controller do, with their defaults; all other keys of
// contract/cli.md 2.17 are kept and shown, no more. Rule: contract/cli.md 2.17; DESIGN section 7.
#pragma once

#include <map>
#include <string>

namespace periapt::store {

inline const std::map<std::string, std::string>& default_model_settings() {
  static const std::map<std::string, std::string> defaults{
      {"automatically-retry-hooks", "true"},
      {"contract-policy", "warn"}, // our own: with `refuse` a hook that breaks an interface contract fails
      {"default-base", ""},
      {"egress-subnets", ""},
      {"ftp-proxy", ""},
      {"hook-recordings", "0"}, // our own: how many of a unit's last hooks are recorded for `charm replay`
      {"http-proxy", ""},
      {"https-proxy", ""},
      {"juju-ftp-proxy", ""},
      {"juju-http-proxy", ""},
      {"juju-https-proxy", ""},
      {"juju-no-proxy", "127.0.0.1,localhost,::1"},
      {"logging-config", "<root>=INFO"},
      {"no-proxy", "127.0.0.1,localhost,::1"},
      {"relation-settings-limit-bytes", "4194304"}, // our own: one bag's keys and values
      {"storage-default-block-source", "loop"},
      {"storage-default-filesystem-source", "rootfs"},
      {"update-status-hook-interval", "5m"},
  };
  return defaults;
}

} // namespace periapt::store
