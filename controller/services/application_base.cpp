#include "services/application_base.h"

#include "charm/base.h"
#include "core/error.h"
#include "store/application_repository.h"
#include "store/charm_repository.h"
#include "store/unit_repository.h"

#include <set>
#include <vector>

namespace periapt::services {
namespace {

using namespace store;

/// The application and those whose units come with its own.
std::vector<ApplicationRow> with_subordinates(const ReadTransaction& transaction, const ApplicationRow& principal) {
  std::set<ApplicationId> subordinates;
  for (const auto& unit : units::of_application(transaction, principal.id))
    for (const auto& subordinate : units::of_principal(transaction, unit.id)) subordinates.insert(subordinate.application);
  std::vector rows{principal};
  for (const auto id : subordinates) rows.push_back(applications::get(transaction, id));
  return rows;
}

} // namespace

void set_application_base(WriteTransaction& transaction, ModelId model, const std::string& application,
                          const std::string& base) {
  const auto wanted = charm::Base::parse(base);
  const auto rows = with_subordinates(transaction, applications::get(transaction, model, application));
  for (const auto& row : rows) {
    try {
      charm::choose_base(charms::bases(transaction, row.charm), wanted, std::nullopt, false);
    } catch (const Error& error) {
      throw make_error(error.kind(), "updating application base: application \"{}\": {}", row.name, error.what());
    }
  }
  for (const auto& row : rows) applications::set_base(transaction, row, wanted);
}

} // namespace periapt::services
