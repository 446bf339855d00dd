#include "services/relation_details.h"

#include "services/report_parts.h"
#include "store/bag_write_repository.h"
#include "store/contract_repository.h"

namespace periapt::services {
namespace {

using namespace store;

std::string name_in(const RelationRow& relation, ApplicationId application, const std::string& unit) {
  if (unit.empty()) return {};
  return relations::unit_name_in(relation, {.relation = relation.id, .unit = {}, .unit_name = unit, .application = application});
}

/// The application's bag first, then its units'.
void add_bags(const ReadTransaction& transaction, const RelationRow& relation, const RelationEnd& end,
              const std::vector<RelationUnitRow>& parts, std::vector<BagReport>& bags) {
  bags.push_back({.application = end.application_name,
                  .unit = {},
                  .version = relations::application_version(transaction, relation.id, end.application),
                  .data = relations::application_settings(transaction, relation.id, end.application)});
  for (const auto& part : parts)
    if (part.application == end.application)
      bags.push_back({.application = end.application_name,
                      .unit = relations::unit_name_in(relation, part),
                      .in_scope = part.in_scope,
                      .version = part.version,
                      .data = relations::unit_settings(transaction, relation.id, part.unit)});
}

} // namespace

RelationDetails relation_details(const ReadTransaction& transaction, ModelId model, const RelationWanted& wanted) {
  const auto relation = find_relation(transaction, model, wanted);
  RelationDetails details{.relation = relation_report(relation),
                          .suspended = relation.suspended,
                          .status_since_ms = relation.status_since_ms};
  if (const auto contract = contracts::of_relation(transaction, relation.id)) details.contract_version = contract->version;
  const auto parts = relations::parts(transaction, relation.id);
  for (const auto& end : relation.ends) add_bags(transaction, relation, end, parts, details.bags);
  std::map<UnitId, std::string> owners;
  for (const auto& part : parts) owners.emplace(part.unit, relations::unit_name_in(relation, part));
  for (auto& write : bag_writes::of_relation(transaction, relation.id))
    details.writes.push_back({.application = relation.end_of(write.application)->application_name,
                              .unit = owners[write.unit], // none: the application's bag
                              .revision = write.revision,
                              .writer = name_in(relation, write.application, write.writer),
                              .program = std::move(write.program),
                              .at_ms = write.at_ms,
                              .set = std::move(write.set),
                              .removed = std::move(write.removed)});
  return details;
}

} // namespace periapt::services
