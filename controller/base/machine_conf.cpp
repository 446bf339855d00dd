#include "base/machine_conf.h"

#include "base/file.h"

#include <fmt/format.h>

#include <charconv>
#include <map>
#include <stdexcept>
#include <utility>

namespace periapt {
namespace fs = std::filesystem;
namespace {

std::string conf_line(std::string_view name, const std::string& value) {
  if (value.find('\n') != std::string::npos) {
    throw std::invalid_argument(fmt::format("cannot write \"{}\" to a machine's file: it has a line feed", name));
  }
  return fmt::format("{}={}\n", name, value);
}

std::map<std::string, std::string, std::less<>> parse_lines(std::string_view text) {
  std::map<std::string, std::string, std::less<>> values;
  while (!text.empty()) {
    const std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(text.size(), line.size() + 1));
    if (const auto equals = line.find('='); equals != std::string_view::npos) {
      values.emplace(line.substr(0, equals), line.substr(equals + 1));
    }
  }
  return values;
}

} // namespace

std::string address_claim_name(const std::string& address_prefix) { return "periapt-machine-" + address_prefix; }

void write_machine_conf(const fs::path& path, const MachineConf& conf) {
  write_file_atomically(path,
                        conf_line("controller-socket", conf.controller_socket.string()) +
                            conf_line("token", conf.token) + conf_line("machine-id", std::to_string(conf.machine_id)) +
                            conf_line("machine-name", conf.machine_name) + conf_line("model-uuid", conf.model_uuid) +
                            conf_line("address", conf.address),
                        0600);
}

MachineConf read_machine_conf(const fs::path& path) {
  const auto values = parse_lines(read_file(path, 64 << 10));
  const auto value = [&](std::string_view name) -> const std::string& {
    const auto found = values.find(name);
    if (found == values.end()) {
      throw std::runtime_error(fmt::format("cannot read \"{}\": \"{}\" is missing", path.string(), name));
    }
    return found->second;
  };
  const std::string& id = value("machine-id");
  MachineConf conf{.controller_socket = value("controller-socket"), .token = value("token"), .machine_id = 0,
                   .machine_name = value("machine-name"), .model_uuid = value("model-uuid"), .address = value("address")};
  const auto [end, error] = std::from_chars(id.data(), id.data() + id.size(), conf.machine_id);
  if (error != std::errc() || end != id.data() + id.size()) {
    throw std::runtime_error(fmt::format("cannot read \"{}\": \"machine-id\" is not a number", path.string()));
  }
  return conf;
}

} // namespace periapt
