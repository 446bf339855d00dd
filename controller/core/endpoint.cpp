#include "core/endpoint.h"

#include "core/error.h"

#include <algorithm>

namespace periapt {
namespace {

std::vector<Endpoint> candidates(const RelateSide& side) {
  auto endpoints = side.endpoints;
  const auto declared = [](const Endpoint& e) { return e.name == implicit_juju_info.name; };
  if (std::none_of(endpoints.begin(), endpoints.end(), declared)) endpoints.push_back(implicit_juju_info);
  if (!side.endpoint) return endpoints;
  std::erase_if(endpoints, [&](const Endpoint& e) { return e.name != *side.endpoint; });
  if (endpoints.empty())
    throw make_error(ErrorKind::not_found, "application \"{}\" has no \"{}\" relation", side.application.str(),
                     *side.endpoint);
  return endpoints;
}

std::string typed(const RelateSide& side) {
  return side.application.str() + (side.endpoint ? ":" + *side.endpoint : "");
}

bool uses_implicit(const RelatePair& pair) { return pair.provider.name == implicit_juju_info.name; }

} // namespace

RelatePair choose_endpoints(const RelateSide& left, const RelateSide& right) {
  std::vector<RelatePair> pairs;
  const auto consider = [&](const RelateSide& requirers, const RelateSide& providers) {
    for (const auto& requirer : candidates(requirers))
      for (const auto& provider : candidates(providers)) {
        if (requirer.role != Role::requirer || provider.role != Role::provider) continue;
        if (requirer.interface != provider.interface) continue;
        const bool container = requirer.scope == Scope::container || provider.scope == Scope::container;
        if (container && !requirers.subordinate && !providers.subordinate) continue;
        RelatePair pair{requirers.application, requirer, providers.application, provider};
        if (container) pair.requirer.scope = pair.provider.scope = Scope::container;
        pairs.push_back(std::move(pair));
      }
  };
  if (left.application == right.application)
    throw make_error(ErrorKind::invalid, "cannot relate application \"{}\" to itself", left.application.str());
  consider(left, right);
  consider(right, left);
  if (pairs.size() > 1 && !std::all_of(pairs.begin(), pairs.end(), uses_implicit)) std::erase_if(pairs, uses_implicit);
  if (pairs.empty()) throw Error(ErrorKind::not_found, "no relations found");
  if (pairs.size() > 1) {
    std::vector<std::string> keys;
    for (const auto& pair : pairs) keys.push_back(relation_key(pair));
    std::sort(keys.begin(), keys.end());
    std::string list;
    for (const auto& key : keys) list += (list.empty() ? "\"" : "; \"") + key + "\"";
    throw make_error(ErrorKind::invalid, "ambiguous relation: \"{} {}\" could refer to {}", typed(left), typed(right),
                     list);
  }
  return pairs.front();
}

std::string relation_key(const RelatePair& pair) {
  return fmt::format("{}:{} {}:{}", pair.requirer_application.str(), pair.requirer.name,
                     pair.provider_application.str(), pair.provider.name);
}

} // namespace periapt
