#include "cli/formatters/entity_documents.h"

#include "cli/constraints_words.h"
#include "cli/formatters/handler_documents.h"

#include <set>

namespace periapt::cli {

namespace {

Value bag_of(const Bag& bag) {
  Map map;
  for (const auto& [key, value] : bag) map.emplace_back(key, value);
  return map;
}

Value member_of(const wire::RelationDataUnit& unit) {
  return Record().add("in-scope", unit.in_scope).add("data", bag_of(unit.data)).value();
}

bool is_shown(const wire::UnitRelationInfo& relation, const UnitView& view) {
  if (!view.endpoint.empty()) return relation.endpoint == view.endpoint;
  const bool local_data = relation.local_unit && !relation.local_unit->data.empty();
  return !relation.application_data.empty() || !relation.related_units.empty() || local_data;
}

void add_local_unit(Record& record, const wire::UnitRelationInfo& relation, bool json) {
  if (relation.local_unit)
    record.add("local-unit", member_of(*relation.local_unit));
  else if (json)
    record.add("local-unit", Record().add("in-scope", false).add("data", nullptr).value());
}

Value relation_of(const wire::UnitRelationInfo& relation, const UnitView& view) {
  Record record;
  record.add("relation-id", relation.relation_id)
      .add("endpoint", relation.endpoint)
      .add_if("cross-model", relation.cross_model)
      .add("related-endpoint", relation.related_endpoint)
      .add("application-data", bag_of(relation.application_data));
  if (view.application_only) return record.value();
  add_local_unit(record, relation, view.json);
  Map related;
  for (const auto& unit : relation.related_units)
    if (view.related_unit.empty() || unit.unit == view.related_unit) related.emplace_back(unit.unit, member_of(unit));
  return record.add_if("related-units", std::move(related)).value();
}

Value exposed_endpoints(const wire::ApplicationInfo& application) {
  Map map;
  for (const auto& one : application.exposed_endpoints)
    map.emplace_back(one.endpoint, Record()
                                       .add_if("expose-to-spaces", list_of(one.spaces))
                                       .add_if("expose-to-cidrs", list_of(one.cidrs))
                                       .value());
  return map;
}

} // namespace

Value unit_document(const wire::UnitInfo& unit, const UnitView& view) {
  List relations;
  for (const auto& relation : unit.relation_info)
    if (is_shown(relation, view)) relations.push_back(relation_of(relation, view));
  return Record()
      .add_if("workload-version", unit.workload_version)
      .add_if("machine", unit.machine)
      .add("opened-ports", list_of(unit.opened_ports))
      .add_if("public-address", unit.public_address)
      .add("charm", unit.charm_url)
      .add("leader", unit.leader)
      .add("life", word_of(unit.life))
      .add_if("relation-info", std::move(relations))
      .add_if("address", unit.public_address)
      .add_if("handlers", handlers_document(unit.handlers))
      .value();
}

Value application_document(const wire::ApplicationInfo& application) {
  std::set<std::string> names(application.bindings.begin(), application.bindings.end());
  names.insert("");
  Map bindings;
  for (const auto& name : names) bindings.emplace_back(name, "alpha");
  return Record()
      .add("charm", application.charm_name)
      .add_if("base", application.base)
      .add_if("channel", application.channel)
      .add_if("constraints", constraints_document(application.constraints))
      .add("principal", application.principal)
      .add("exposed", application.exposed)
      .add_if("exposed-endpoints", exposed_endpoints(application))
      .add("remote", false)
      .add("life", word_of(application.life))
      .add("endpoint-bindings", std::move(bindings))
      .value();
}

} // namespace periapt::cli
