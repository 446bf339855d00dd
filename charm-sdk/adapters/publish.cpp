#include "adapters/publish.h"

#include "adapters/adapter.h"
#include "base/file.h"
#include "charm/json_value.h"
#include "core/error.h"

#include <algorithm>

namespace periapt::adapters {
namespace {

using charm::YamlList;
using charm::YamlMap;
using charm::YamlValue;

constexpr std::size_t most_bytes = 16 << 20;

template <class... Args>
[[noreturn]] void refuse(fmt::format_string<Args...> text, Args&&... args) {
  throw make_error(ErrorKind::invalid, "publish.json: {}", fmt::format(text, std::forward<Args>(args)...));
}

const YamlMap& object(const YamlValue& value, std::string_view what) {
  const auto* map = std::get_if<YamlMap>(&value.data);
  if (!map) refuse("{} is no object", what);
  return *map;
}

std::string text_of(const YamlValue& value, std::string_view what) {
  const auto* text = std::get_if<std::string>(&value.data);
  if (!text) refuse("{} is no text", what);
  return *text;
}

class Publisher {
public:
  Publisher(const HookTools& tools, const std::filesystem::path& scratch) : tools_(tools), scratch_(scratch) {}

  void apply(const YamlMap& document) {
    for (const auto& [key, value] : document) {
      if (key == "relations") relations(object(value, "relations"));
      else if (key == "status") status(object(value, "status"));
      else if (key == "ports") ports(value);
      else if (key == "version") tools_.ask("application-version-set", {"--", text_of(value, "version")});
      else refuse("unknown key \"{}\"", key);
    }
  }

private:
  void relations(const YamlMap& all) {
    for (const auto& [id, bags] : all)
      for (const auto& [bag, settings] : object(bags, id)) {
        if (bag != "mine" && bag != "mine-app") refuse("unknown key \"{}\" of relation {}", bag, id);
        set(id, bag == "mine-app", object(settings, bag));
      }
  }

  /// Through a file, so that no value has a meaning of its own and none is too long.
  void set(const std::string& id, bool application, const YamlMap& settings) {
    for (const auto& [key, value] : settings)
      if (!value.is_null()) text_of(value, "\"" + key + "\" of relation " + id);
    const auto file = scratch_ / "settings.json";
    write_private(file, charm::write_json(YamlValue(settings)));
    std::vector<std::string> arguments{"-r", id, "--file", file.string()};
    if (application) arguments.emplace_back("--app");
    tools_.ask("relation-set", arguments);
  }

  void status(const YamlMap& status) {
    std::string state, message;
    for (const auto& [key, value] : status) {
      if (key == "state") state = text_of(value, "state");
      else if (key == "message") message = text_of(value, "message");
      else refuse("unknown key \"{}\" of status", key);
    }
    tools_.ask("status-set", {"--", state, message});
  }

  /// Exactly these are open afterwards.
  void ports(const YamlValue& value) {
    const auto* list = std::get_if<YamlList>(&value.data);
    if (!list) refuse("ports is no list");
    std::vector<std::string> wanted;
    for (const auto& port : *list) wanted.push_back(text_of(port, "a port"));
    const auto open = charm::parse_json(tools_.ask("opened-ports", {"--format", "json"}));
    const auto* known = std::get_if<YamlList>(&open.data);
    for (const auto& port : known ? *known : YamlList{}) {
      const auto name = text_of(port, "a port");
      if (std::find(wanted.begin(), wanted.end(), name) == wanted.end()) tools_.ask("close-port", {name});
    }
    for (const auto& port : wanted) tools_.ask("open-port", {"--", port});
  }

  const HookTools& tools_;
  const std::filesystem::path& scratch_;
};

} // namespace

void publish(const std::filesystem::path& file, const HookTools& tools, const std::filesystem::path& scratch) {
  const auto text = read_file_if_exists(file, most_bytes);
  if (!text) return;
  YamlValue document;
  try {
    document = charm::parse_json(*text);
  } catch (const Error& error) {
    refuse("{}", error.what());
  }
  Publisher(tools, scratch).apply(object(document, "it"));
}

} // namespace periapt::adapters
