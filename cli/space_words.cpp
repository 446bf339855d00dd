#include "cli/space_words.h"

#include "cli/outcome.h"
#include "core/error.h"

#include <algorithm>

namespace periapt::cli {

void require_space(const std::string& name) {
  if (name != only_space) throw make_error(ErrorKind::not_found, "space \"{}\" not found", name);
}

void check_bindings(const std::vector<std::string>& words, const std::string& application,
                    const std::vector<std::string>& known) {
  for (const auto& word : words) {
    const auto equals = word.find('=');
    const auto endpoint = equals == std::string::npos ? "" : word.substr(0, equals);
    const auto space = equals == std::string::npos ? word : word.substr(equals + 1);
    if (space.empty() || (equals != std::string::npos && endpoint.empty()))
      throw UsageError(fmt::format("parsing \"{}\": expected <space> or <endpoint>=<space>", word));
    require_space(space);
    if (!endpoint.empty() && std::find(known.begin(), known.end(), endpoint) == known.end())
      throw make_error(ErrorKind::not_found, "cannot bind application \"{}\": endpoint \"{}\" not found", application, endpoint);
  }
}

std::vector<std::string> binding_names(const charm::Charm& charm) {
  auto names = charm.extra_bindings;
  for (const auto& endpoint : charm.endpoints) names.push_back(endpoint.name);
  return names;
}

void refuse_to_change_spaces(Session& session, const char* verb, const std::string& name) {
  session.model();
  throw make_error(ErrorKind::conflict, "cannot {} space \"{}\": local machines are on one network, which is the space \"{}\"",
                   verb, name, only_space);
}

} // namespace periapt::cli
