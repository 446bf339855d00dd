#include "services/refresh_storage.h"

#include "core/error.h"
#include "services/storage.h"

#include <algorithm>

namespace periapt::services {
namespace {

using namespace store;
using DeclaredStorage = std::vector<charm::Storage>;

const charm::Storage* find_storage(const DeclaredStorage& declared, const std::string& name) {
  const auto found = std::find_if(declared.begin(), declared.end(), [&](const auto& one) { return one.name == name; });
  return found == declared.end() ? nullptr : &*found;
}

/// What instances were made for cannot become something else under them. Empty: nothing has changed.
std::string changed_property(const charm::Storage& before, const charm::Storage& after) {
  if (after.kind != before.kind) return "its type";
  if (after.shared != before.shared) return "whether it is shared";
  if (after.read_only != before.read_only) return "whether it is read-only";
  if (after.location != before.location) return "its location";
  if (!before.location.empty() && (before.count_max == 1) != (after.count_max == 1))
    return "its location, from one place to one for each instance";
  return "";
}

} // namespace

std::string storage_obstacle(const ReadTransaction& transaction, const ApplicationRow& application, CharmId new_charm) {
  const auto before = charms::storage(transaction, application.charm);
  const auto after = charms::storage(transaction, new_charm);
  for (const auto& unit : units::of_application(transaction, application.id)) {
    std::map<std::string, int> had;
    for (const auto& row : storage::of_unit(transaction, unit.id)) {
      const auto* declared = find_storage(after, row.name);
      if (!declared || declared->kind != row.kind) return fmt::format("would break storage \"{}\"", row.label());
      if (declared->count_max && ++had[row.name] > *declared->count_max)
        return fmt::format("would allow {} of storage \"{}\", and unit \"{}\" has more", *declared->count_max, row.name,
                           unit.name);
      const auto* old = find_storage(before, row.name);
      if (const auto property = old ? changed_property(*old, *declared) : ""; !property.empty())
        return fmt::format("would change storage \"{}\": {}", row.label(), property);
    }
  }
  return "";
}

void renew_storage(WriteTransaction& transaction, const ApplicationRow& application, CharmId old_charm,
                   const StorageDirectives& directives, const std::string& block_obstacle, TimeMs now) {
  const auto before = charms::storage(transaction, old_charm);
  const auto charm = charms::get(transaction, application.charm);
  const auto known = storage::application_storage(transaction, application.id);
  const auto plans = plan_application_storage(transaction, charm, directives, known, block_obstacle);
  for (const auto& [name, plan] : plans) storage::set_application_storage(transaction, application.id, name, plan);
  for (const auto& declared : charms::storage(transaction, charm.id)) {
    const auto& plan = plans.at(declared.name);
    const auto least = find_storage(before, declared.name) ? declared.count_min : plan.count;
    for (const auto& unit : units::of_application(transaction, application.id))
      if (unit.life == Life::alive) fill_storage(transaction, unit, declared, plan, least, now);
  }
}

} // namespace periapt::services
