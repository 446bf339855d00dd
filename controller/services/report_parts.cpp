#include "services/report_parts.h"

#include "store/charm_repository.h"

#include <algorithm>

namespace periapt::services {

using namespace store;

std::vector<std::string> port_texts(const std::vector<OpenedPort>& ports) {
  std::vector<std::string> texts;
  for (const auto& port : ports) // equal ones of several endpoints are neighbours
    if (texts.empty() || texts.back() != port.range.str()) texts.push_back(port.range.str());
  return texts;
}

RelationReport relation_report(RelationRow relation) {
  RelationReport report{.number = relation.number(), .key = relation.key(), .life = relation.life, .status = relation.status, .ends = {}};
  report.ends.reserve(relation.ends.size());
  for (auto& end : relation.ends)
    report.ends.push_back({std::move(end.application_name), std::move(end.endpoint.name), std::move(end.endpoint.interface),
                           end.endpoint.role, end.endpoint.scope});
  return report;
}

std::vector<std::string> binding_names(const ReadTransaction& transaction, CharmId charm) {
  std::vector<std::string> names;
  for (const auto& endpoint : charms::endpoints(transaction, charm)) names.push_back(endpoint.name);
  for (auto& binding : charms::extra_bindings(transaction, charm)) names.push_back(std::move(binding));
  std::sort(names.begin(), names.end());
  return names;
}

} // namespace periapt::services
