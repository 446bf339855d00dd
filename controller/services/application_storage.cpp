#include "services/application_storage.h"

#include "core/storage_name.h"

namespace periapt::services {

ApplicationStorages application_storage(const store::ReadTransaction& transaction, ModelId model, const std::string& name) {
  return store::storage::application_storage(transaction, store::applications::get(transaction, model, name).id);
}

void set_application_storage(store::WriteTransaction& transaction, ModelId model, const std::string& name,
                             const StorageDirectives& directives, const std::string& block_obstacle) {
  const auto application = store::applications::get(transaction, model, name);
  const auto charm = store::charms::get(transaction, application.charm);
  const auto known = store::storage::application_storage(transaction, application.id);
  for (const auto& [label, text] : directives) {
    const auto declared = declared_storage(transaction, charm, label);
    auto directive = parse_storage_directive(label, text);
    if (const auto had = known.find(label); had != known.end()) {
      if (!directive.pool) directive.pool = had->second.pool;
      if (!directive.count) directive.count = had->second.count;
      if (!directive.size_mib) directive.size_mib = had->second.size_mib;
    }
    const auto plan = plan_storage(transaction, charm, declared, directive, block_obstacle);
    store::storage::set_application_storage(transaction, application.id, label, plan);
  }
}

} // namespace periapt::services
