#include "services/storage_plan.h"

#include "core/error.h"
#include "store/model_repository.h"
#include "store/model_settings.h"

#include <algorithm>
#include <array>
#include <filesystem>

namespace periapt::services {
namespace {

using namespace store;

constexpr std::int64_t default_size_mib = 1024;
constexpr const char* storage_folder_of_machines = "/var/lib/juju/storage";

struct StorageProviderKind {
  const char* name;
  StorageKind kind;
};
/// `rootfs`, `tmpfs` and `loop` are on the unit's machine and go with it; `local` is the model's own.
constexpr std::array provider_kinds{StorageProviderKind{"local", StorageKind::filesystem},
                               StorageProviderKind{"loop", StorageKind::block},
                               StorageProviderKind{"rootfs", StorageKind::filesystem},
                               StorageProviderKind{"tmpfs", StorageKind::filesystem}};

StorageKind kind_of(const std::string& provider) {
  const auto found = std::find_if(provider_kinds.begin(), provider_kinds.end(), [&](const auto& one) { return one.name == provider; });
  if (found == provider_kinds.end()) throw make_error(ErrorKind::internal, "unknown storage provider \"{}\"", provider);
  return found->kind;
}

std::string default_pool(const ReadTransaction& transaction, ModelId model, StorageKind kind) {
  const std::string key =
      kind == StorageKind::block ? "storage-default-block-source" : "storage-default-filesystem-source";
  const auto settings = models::config(transaction, model);
  const auto set = settings.find(key);
  return set == settings.end() ? default_model_settings().at(key) : set->second;
}

/// Throws unless instances of this kind can come from the pool.
void check_pool(const ReadTransaction& transaction, const CharmRow& charm, const charm::Storage& declared,
                const std::string& pool, const std::string& block_obstacle) {
  const auto pools = all_storage_pools(transaction, charm.model);
  const auto found = pools.find(pool);
  if (found == pools.end()) throw make_error(ErrorKind::not_found, "storage pool \"{}\" not found", pool);
  if (kind_of(found->second.provider) != declared.kind)
    throw make_error(ErrorKind::invalid, "charm \"{}\" store \"{}\": pool \"{}\" has no {} storage", charm.name,
                     declared.name, pool, declared.kind == StorageKind::block ? "block" : "filesystem");
  if (declared.kind == StorageKind::block && !block_obstacle.empty())
    throw make_error(ErrorKind::conflict, "charm \"{}\" store \"{}\": there are no block devices here: {}", charm.name,
                     declared.name, block_obstacle);
}

/// Empty: nothing is wrong with where the charm wants it.
std::string obstacle_of_location(const std::string& location) {
  if (location.empty()) return "";
  const std::filesystem::path path(location);
  if (!path.is_absolute() || !path.has_relative_path() || std::find(path.begin(), path.end(), "..") != path.end())
    return fmt::format("location \"{}\" is not an absolute path", location);
  if ((path.lexically_normal().string() + "/").starts_with(std::string(storage_folder_of_machines) + "/"))
    return fmt::format("invalid location \"{}\": must not fall within \"{}\"", location, storage_folder_of_machines);
  return "";
}

void check_declaration(const CharmRow& charm, const charm::Storage& declared, const ApplicationStorage& wanted) {
  const auto refuse = [&](const std::string& reason) {
    throw make_error(ErrorKind::invalid, "charm \"{}\" store \"{}\": {}", charm.name, declared.name, reason);
  };
  if (!is_valid_storage_name(declared.name)) refuse("the name is not valid");
  if (declared.shared) refuse("shared storage is not supported");
  if (const auto reason = obstacle_of_location(declared.location); !reason.empty()) refuse(reason);
  if (wanted.count < declared.count_min)
    refuse(fmt::format("{} instances required, {} specified", declared.count_min, wanted.count));
  if (declared.count_max && wanted.count > *declared.count_max)
    refuse(fmt::format("at most {} instances supported, {} specified", *declared.count_max, wanted.count));
  if (declared.minimum_size_mib && wanted.size_mib < *declared.minimum_size_mib)
    refuse(fmt::format("minimum storage size is {}, {} specified", size_text(*declared.minimum_size_mib),
                       size_text(wanted.size_mib)));
}

} // namespace

bool is_storage_provider(const std::string& name) {
  return std::any_of(provider_kinds.begin(), provider_kinds.end(), [&](const auto& one) { return one.name == name; });
}

std::map<std::string, StoragePool> all_storage_pools(const ReadTransaction& transaction, ModelId model) {
  auto pools = storage::pools(transaction, model);
  for (const auto& provider : provider_kinds) pools.try_emplace(provider.name, StoragePool{.provider = provider.name});
  return pools;
}

ApplicationStorage plan_storage(const ReadTransaction& transaction, const CharmRow& charm,
                                const charm::Storage& declared, const StorageDirective& directive,
                                const std::string& block_obstacle) {
  ApplicationStorage plan{.pool = directive.pool.value_or(""),
                          .count = directive.count.value_or(declared.count_min),
                          .size_mib = directive.size_mib.value_or(declared.minimum_size_mib.value_or(default_size_mib))};
  if (plan.pool.empty()) plan.pool = default_pool(transaction, charm.model, declared.kind);
  check_declaration(charm, declared, plan);
  if (plan.count > 0 || directive.pool) check_pool(transaction, charm, declared, plan.pool, block_obstacle);
  return plan;
}

ApplicationStorages plan_application_storage(const ReadTransaction& transaction, const CharmRow& charm,
                                             const StorageDirectives& directives, const ApplicationStorages& known,
                                             const std::string& block_obstacle) {
  for (const auto& [name, text] : directives) declared_storage(transaction, charm, name);
  ApplicationStorages plans;
  for (const auto& declared : charms::storage(transaction, charm.id)) {
    StorageDirective directive;
    if (const auto typed = directives.find(declared.name); typed != directives.end()) {
      directive = parse_storage_directive(declared.name, typed->second);
      if (!directive.count) directive.count = std::max(1, declared.count_min);
    } else if (const auto had = known.find(declared.name); had != known.end()) {
      directive = {.pool = had->second.pool,
                   .count = std::max(had->second.count, declared.count_min),
                   .size_mib = std::max(had->second.size_mib, declared.minimum_size_mib.value_or(0))};
    }
    plans[declared.name] = plan_storage(transaction, charm, declared, directive, block_obstacle);
  }
  return plans;
}

std::string mount_point(const charm::Storage& declared, const std::string& instance) {
  if (declared.location.empty()) return "";
  auto place = std::filesystem::path(declared.location).lexically_normal();
  if (!place.has_filename()) place = place.parent_path();
  return (declared.count_max == 1 ? place : place / instance).string();
}

charm::Storage declared_storage(const ReadTransaction& transaction, const CharmRow& charm, const std::string& name) {
  for (auto& declared : charms::storage(transaction, charm.id))
    if (declared.name == name) return std::move(declared);
  throw make_error(ErrorKind::not_found, "charm \"{}\" has no store called \"{}\"", charm.name, name);
}

} // namespace periapt::services
