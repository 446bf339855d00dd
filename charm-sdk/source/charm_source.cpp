#include "source/charm_source.h"

#include "base/file.h"
#include "charm/archive.h"
#include "charm/yaml_reader.h"
#include "charm/zip_reader.h"
#include "core/error.h"
#include "source/git_source.h"

#include <algorithm>

namespace periapt::source {
namespace {

namespace fs = std::filesystem;

bool looks_like_path(const std::string& argument) { return argument.starts_with('/') || argument.starts_with('.'); }

[[noreturn]] void refuse_file(const std::string& argument) {
  throw make_error(ErrorKind::invalid, "invalid charm or bundle provided at \"{}\"", argument);
}

bool is_bundle_text(const fs::path& file) {
  const charm::YamlReader root("bundle", charm::parse_yaml(read_file(file)));
  return root.node().type() == charm::YamlType::mapping && (root.has("applications") || root.has("services"));
}

bool holds_bundle(const fs::path& archive) {
  charm::ZipReader zip(archive);
  while (const auto entry = zip.next())
    if (entry->path == "bundle.yaml") return true;
  return false;
}

SourceKind kind_of_folder(const fs::path& folder) {
  if (!exists(folder / "metadata.yaml") && exists(folder / "bundle.yaml")) return SourceKind::bundle;
  return SourceKind::charm_folder;
}

SourceKind kind_of_file(const fs::path& file, const std::string& argument) {
  if (!is_regular_file(file)) refuse_file(argument);
  if (file.extension() == ".yaml") {
    if (is_bundle_text(file)) return SourceKind::bundle;
    refuse_file(argument);
  }
  return holds_bundle(file) ? SourceKind::bundle : SourceKind::charm_archive;
}

CharmSource find_by_path(const std::string& argument, const fs::path& path) {
  if (!exists(path)) throw make_error(ErrorKind::not_found, "no charm was found at \"{}\"", argument);
  const auto kind = is_directory(path) ? kind_of_folder(path) : kind_of_file(path, argument);
  return {.kind = kind, .path = path.lexically_normal(), .url = {}, .store_name = {}};
}

[[noreturn]] void refuse_ambiguous(const std::string& argument) {
  throw make_error(ErrorKind::invalid,
                   "The charm or bundle \"{0}\" is ambiguous.\n"
                   "To deploy a local charm or bundle, run `juju deploy ./{0}`.\n"
                   "To deploy a charm or bundle from CharmHub, run `juju deploy ch:{0}`.",
                   argument);
}

[[noreturn]] void refuse_unknown(const std::string& argument, const CharmStore& store) {
  if (!store.folder().empty())
    throw make_error(ErrorKind::not_found, "charm or bundle \"{}\" not found in charm store \"{}\"", argument,
                     store.folder().string());
  throw make_error(ErrorKind::unavailable,
                   "charm or bundle \"{0}\" not found: no charm store is set (MODEL_CHARM_STORE, or the model's charm-store: "
                   "a folder or git+… repository of charms); for a local charm write ./{0}",
                   argument);
}

} // namespace

CharmSource find_in_store(const std::string& argument, const CharmStore& store) {
  const auto name = name_in_store(argument);
  const auto path = name ? store.find(*name) : std::nullopt;
  if (!path) refuse_unknown(argument, store);
  auto found = find_by_path(argument, fs::absolute(*path));
  found.store_name = *name;
  return found;
}

CharmSource find_charm(const std::string& argument, const fs::path& working_directory, const CharmStore& store) {
  if (looks_like_path(argument)) return find_by_path(argument, working_directory / argument);
  if (is_git_source(argument))
    return {.kind = SourceKind::git, .path = {}, .url = parse_git_source(argument).text(), .store_name = {}};
  if (argument.starts_with("local:"))
    return {.kind = SourceKind::uploaded_local, .path = {}, .url = argument, .store_name = {}};
  if (!argument.empty() && !argument.starts_with("ch:") && exists(working_directory / argument))
    refuse_ambiguous(argument);
  return find_in_store(argument, store);
}

PackedCharm pack(const CharmSource& source, const fs::path& scratch) {
  if (source.kind == SourceKind::charm_archive) {
    auto charm = charm::read_charm_archive(source.path);
    auto version = charm.version;
    return {.archive = source.path, .charm = std::move(charm), .version = std::move(version)};
  }
  if (source.kind != SourceKind::charm_folder)
    throw make_error(ErrorKind::invalid, "\"{}\" is no charm that could be packed",
                     source.path.empty() ? source.url : source.path.string());
  const auto read = charm::read_charm(source.path);
  const auto version = version_text(source.path);
  const auto archive = scratch / "packed.charm"; // the charm's own name may be anything
  auto charm = charm::pack_charm(source.path, archive, {.revision = read.revision, .version = version});
  return {.archive = archive, .charm = std::move(charm), .version = version};
}

} // namespace periapt::source
