#include "services/resources.h"

#include "charm/resource_file.h"
#include "core/error.h"
#include "services/charms.h"
#include "store/application_repository.h"
#include "store/resource_repository.h"
#include "store/unit_repository.h"

#include <algorithm>

namespace periapt::services {
namespace {

using namespace store;

constexpr TimeMs upload_awaited_ms = 60 * 60 * 1000;

[[noreturn]] void refuse_unknown_resource(const std::string& name) {
  throw make_error(ErrorKind::not_found, "resource \"{}\" not found", name);
}

const charm::Resource* find_declared(const std::vector<charm::Resource>& declared, const std::string& name) {
  const auto found = std::find_if(declared.begin(), declared.end(), [&](const auto& one) { return one.name == name; });
  return found == declared.end() ? nullptr : &*found;
}

void check_upload(const ReadTransaction& transaction, const charm::Resource& declared, const ResourceUpload& upload,
                  const std::filesystem::path& folder) {
  if (const auto obstacle = charm::obstacle_to_file(declared, upload.path))
    throw make_error(ErrorKind::invalid, "cannot supply resource \"{}\": {}", declared.name, *obstacle);
  if (!resources::find_file(transaction, upload.sha256) || !std::filesystem::exists(folder / upload.sha256))
    throw make_error(ErrorKind::unavailable, "cannot supply resource \"{}\": its file is not there, upload it again",
                     declared.name);
}

ResourceReport report_of(const charm::Resource& declared, const ResourceVersions& versions) {
  ResourceReport report{.name = declared.name,
                        .type = declared.type == charm::ResourceType::file ? "file" : "oci-image",
                        .filename = declared.filename,
                        .description = declared.description};
  const auto found = versions.find(declared.name);
  if (found == versions.end()) return report;
  report.fingerprint = found->second.file.fingerprint;
  report.size_bytes = found->second.file.size_bytes;
  report.uploaded_ms = found->second.uploaded_ms;
  return report;
}

std::vector<ResourceReport> reports_of(const std::vector<charm::Resource>& declared, const ResourceVersions& versions) {
  std::vector<ResourceReport> reports;
  for (const auto& one : declared) reports.push_back(report_of(one, versions));
  return reports;
}

} // namespace

void add_resource_file(WriteTransaction& transaction, const ResourceFile& file, const std::filesystem::path& folder,
                       TimeMs now) {
  if (!std::filesystem::exists(folder / file.sha256)) // an unused one of that name was just being removed
    throw Error(ErrorKind::unavailable, "cannot keep the upload: it is not there, upload it again");
  resources::add_file(transaction, file, now + upload_awaited_ms);
}

void check_resources(const ReadTransaction& transaction, const CharmRow& charm, const ResourceUploads& uploads,
                     const std::filesystem::path& folder) {
  const auto declared = resources::declared(transaction, charm.id);
  for (const auto& [name, upload] : uploads) {
    const auto* resource = find_declared(declared, name);
    if (!resource) throw make_error(ErrorKind::not_found, "unrecognized resource \"{}\"", name);
    check_upload(transaction, *resource, upload, folder);
  }
}

bool supply_resources(WriteTransaction& transaction, ApplicationId application, const ResourceUploads& uploads,
                      TimeMs now) {
  bool changed = false;
  for (const auto& [name, upload] : uploads)
    changed |= resources::supply(transaction, application, name, upload.sha256, now);
  return changed;
}

void attach_resource(WriteTransaction& transaction, ModelId model, const std::string& application_name,
                     const std::string& name, const ResourceUpload& upload, const std::filesystem::path& folder,
                     TimeMs now) {
  const auto application = applications::get(transaction, model, application_name);
  if (application.life != Life::alive)
    throw make_error(ErrorKind::conflict, "application \"{}\" is being removed", application.name);
  const auto declared = resources::declared(transaction, application.charm);
  const auto* resource = find_declared(declared, name);
  if (!resource) refuse_unknown_resource(name);
  check_upload(transaction, *resource, upload, folder);
  if (supply_resources(transaction, application.id, {{name, upload}}, now))
    applications::note_modified(transaction, application);
}

ApplicationResources application_resources(const ReadTransaction& transaction, ModelId model, const std::string& name) {
  const auto application = applications::get(transaction, model, name);
  const auto declared = resources::declared(transaction, application.charm);
  ApplicationResources answer{reports_of(declared, resources::supplied(transaction, application.id)), {}};
  for (const auto& unit : units::of_application(transaction, application.id))
    answer.units.push_back({unit.name, reports_of(declared, resources::fetched(transaction, unit.id))});
  return answer;
}

UnitResource unit_resource(const ReadTransaction& transaction, UnitId id, const std::string& name) {
  const auto supplied = resources::supplied(transaction, units::get(transaction, id).application);
  const auto found = supplied.find(name);
  if (found == supplied.end()) refuse_unknown_resource(name);
  const auto& file = found->second.file;
  const auto fetched = resources::fetched(transaction, id);
  const auto has = fetched.find(name);
  return {file, has != fetched.end() && has->second.file.fingerprint == file.fingerprint};
}

void note_fetched(WriteTransaction& transaction, UnitId id, const std::string& name, const std::string& fingerprint) {
  const auto supplied = resources::supplied(transaction, units::get(transaction, id).application);
  const auto found = supplied.find(name);
  if (found == supplied.end() || found->second.file.fingerprint != fingerprint) return;
  resources::set_fetched(transaction, id, name, found->second);
}

bool machine_may_read_resource(const ReadTransaction& transaction, MachineId machine, const std::string& sha256) {
  const auto on_it = units::on_machine(transaction, machine);
  return std::any_of(on_it.begin(), on_it.end(), [&](const UnitRow& unit) {
    const auto supplied = resources::supplied(transaction, unit.application);
    return std::any_of(supplied.begin(), supplied.end(),
                       [&](const auto& one) { return one.second.file.sha256 == sha256; });
  });
}

} // namespace periapt::services
