#include "charm/metadata.h"
#include "core/error.h"

#include <algorithm>
#include <array>

namespace periapt::charm {

void check_lxd_profile(std::string_view yaml) {
  static constexpr std::array<std::string_view, 4> allowed_devices{"unix-char", "unix-block", "gpu", "usb"};
  const YamlReader root("invalid lxd-profile.yaml", parse_yaml(yaml));
  if (root.node().is_null()) return;
  if (const auto devices = root.find("devices"))
    for (const auto& [name, device] : devices->as_map()) {
      const auto type = device.at("type").as_string();
      if (std::find(allowed_devices.begin(), allowed_devices.end(), type) == allowed_devices.end())
        throw make_error(ErrorKind::invalid, "invalid lxd-profile.yaml: contains device type \"{}\"", type);
    }
  if (const auto config = root.find("config"))
    for (const auto& [key, value] : config->as_map())
      for (const std::string_view refused : {"boot", "limits", "migration"})
        if (key.starts_with(refused))
          throw make_error(ErrorKind::invalid, "invalid lxd-profile.yaml: contains config value \"{}\"", key);
}

} // namespace periapt::charm
