#include "services/charms.h"

#include "core/error.h"
#include "core/status_report.h"
#include "services/contracts.h"
#include "store/charm_repository.h"
#include "store/model_repository.h"
#include "store/resource_repository.h"

#include <algorithm>

namespace periapt::services {

using namespace store;

bool is_sha256(const std::string& name) {
  return name.size() == 64 && std::all_of(name.begin(), name.end(), [](char c) {
           return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
         });
}

namespace {

/// The charm that the archive is already.
std::optional<CharmRow> known_charm(const ReadTransaction& transaction, ModelId model, const std::string& url_beginning,
                                    const std::string& sha256, bool uploaded, TakeUnused take_unused) {
  if (uploaded && take_unused == TakeUnused::no) return std::nullopt;
  const auto known = charms::find_by_archive(transaction, model, url_beginning, sha256);
  if (known && uploaded && charms::has_application(transaction, known->id)) return std::nullopt;
  return known;
}

} // namespace

AddedCharm add_charm(WriteTransaction& transaction, ModelId model, const charm::Charm& charm, const CharmFile& file,
                     const std::string& version, TimeMs now, const std::string& store_name, TakeUnused take_unused) {
  const auto owner = models::get(transaction, model);
  if (owner.life != Life::alive)
    throw make_error(ErrorKind::conflict, "cannot add charm \"{}\": model \"{}\" is being removed", charm.name,
                     owner.name);
  if (!std::filesystem::exists(file.folder / file.sha256))
    throw make_error(ErrorKind::unavailable, "cannot add charm \"{}\": its archive is not there, upload it again",
                     charm.name);
  const bool uploaded = store_name.empty();
  const auto beginning = uploaded ? fmt::format("local:{}-", charm.name) : fmt::format("ch:amd64/{}-", store_name);
  const auto known = known_charm(transaction, model, beginning, file.sha256, uploaded, take_unused);
  if (known) return {.url = known->ref.url, .name = known->name, .revision = known->revision, .sha256 = file.sha256};
  const auto contracts = contracts_of(charm);
  const auto sequence = uploaded ? "charm:" + charm.name : "store-charm:" + store_name;
  const auto revision = models::take_number(transaction, model, sequence);
  const auto url = beginning + std::to_string(revision);
  const auto id = charms::insert(transaction,
                 {.model = model,
                  .ref = {url, file.sha256, file.size_bytes},
                  .revision = revision,
                  .version = version.empty() ? charm.version : version,
                  .unmet_assumption = charm::unmet_assumption(charm, contract_version).value_or(""),
                  .added_ms = now},
                 charm);
  for (const auto& contract : contracts) contracts::insert_of_charm(transaction, id, contract);
  return {.url = url, .name = charm.name, .revision = revision, .sha256 = file.sha256};
}

void remove_unused_files(WriteTransaction& transaction, const std::filesystem::path& folder, TimeMs now) {
  std::error_code error; // a folder that is not there holds nothing to remove
  for (const auto& entry : std::filesystem::directory_iterator(folder, error)) {
    const auto name = entry.path().filename().string();
    if (!is_sha256(name) || resources::is_file_needed(transaction, name, now)) continue;
    resources::forget_file(transaction, name);
    if (!charms::is_archive_used(transaction, name)) std::filesystem::remove(entry.path(), error);
  }
}

} // namespace periapt::services
