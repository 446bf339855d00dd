#include "cli/charm_fetching.h"

#include "cli/layered_charm.h"
#include "cli/scratch_folder.h"
#include "cli/session.h"
#include "source/archive_cache.h"

#include <fmt/format.h>

namespace periapt::cli {

namespace {

namespace fs = std::filesystem;

fs::path cache_folder(const Session& session) { return session.surroundings.data_folder / "cache"; }

/// The model's word for it counts where there is a model.
std::string store_of_model(Session& session) {
  try {
    const auto values = session.model().get<wire::ModelConfig>({"config"}).values;
    const auto found = values.find("charm-store");
    return found == values.end() ? "" : found->second;
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::not_found) throw;
    return "";
  }
}

std::string store_address(Session& session) {
  const auto given = session.arguments.text("charmhub-url");
  if (!given.empty()) return given;
  const auto set = session.variable("MODEL_CHARM_STORE");
  return set ? *set : store_of_model(session);
}

bool is_plain_name(const Session& session, const std::string& argument) {
  if (argument.starts_with("ch:")) return true;
  return !argument.empty() && argument.find_first_of("/:") == std::string::npos && !argument.starts_with('.') &&
         !exists(session.surroundings.working_directory / argument);
}

source::PackedCharm pack_folder(Session& session, const fs::path& folder, const fs::path& scratch,
                                const std::optional<RepositoryTree>& stranger = std::nullopt) {
  const auto built = built_if_layered(session, folder, scratch, stranger);
  return source::pack({.kind = source::SourceKind::charm_folder, .path = built, .url = {}}, scratch);
}

source::PackedCharm pack_repository(Session& session, const source::CharmSource& located, const std::string& channel,
                                    const fs::path& scratch) {
  const auto request = git_request(session, located.url, channel);
  const auto resolved = resolve_repository(session, request);
  const source::ArchiveCache cache(cache_folder(session) / "charms");
  const auto key = resolved.source.url + "\n" + resolved.commit + "\n" + resolved.source.folder;
  source::PackedCharm packed;
  if (const auto kept = cache.find(key)) {
    packed = {.archive = *kept, .charm = charm::read_charm_archive(*kept)};
  } else {
    const RepositoryTree tree{scratch / "repository", resolved.commit, resolved.source.url.starts_with("file:")};
    const auto folder = tree.folder / "charm";
    write_git_charm(request, resolved, folder);
    const bool layered = layers::is_layered_source(folder);
    if (layered) write_folders_beside(request, resolved, tree.folder, {"layers", "interfaces"});
    packed = pack_folder(session, folder, scratch, tree);
    if (!layered) packed.archive = cache.keep(key, packed.archive); // what layers gave is not the repository's
  }
  packed.version = resolved.version;
  packed.source = resolved.source.text();
  packed.commit = resolved.commit;
  return packed;
}

} // namespace

source::CharmSource locate_charm(Session& session, const std::string& argument) {
  if (is_plain_name(session, argument)) return locate_in_store(session, argument);
  return source::find_charm(argument, session.surroundings.working_directory);
}

/// A folder's charms are the store's own; what an index names elsewhere, or in a repository, is that repository's.
source::CharmSource locate_in_store(Session& session, const std::string& argument) {
  const auto& here = session.surroundings.working_directory;
  const auto address = store_address(session);
  const auto name = source::name_in_store(argument);
  const source::CharmStore store(address.empty() || source::is_git_source(address) ? fs::path() : here / address);
  const bool is_indexed = source::is_git_source(address) || (!address.empty() && exists(store.folder() / "index.yaml"));
  if (!name || !is_indexed || store.find(*name)) return source::find_in_store(argument, store);
  const ScratchFolder scratch;
  const auto index = read_store_index(session, scratch.path());
  return source::find_charm(find_indexed(index.charms, *name, index.address).source, here);
}

source::PackedCharm pack_located(Session& session, const source::CharmSource& located, const std::string& channel,
                                 const fs::path& scratch) {
  switch (located.kind) {
  case source::SourceKind::git: return pack_repository(session, located, channel, scratch);
  case source::SourceKind::charm_folder: return pack_folder(session, located.path, scratch);
  default: return source::pack(located, scratch);
  }
}

source::GitRequest git_request(const Session& session, const std::string& address, const std::string& channel) {
  return {.source = source::parse_git_source(address), .channel = channel, .copies = cache_folder(session) / "git"};
}

source::ResolvedCharm resolve_repository(Session& session, const source::GitRequest& request) {
  ProgressLine progress(session.console);
  auto watched = request;
  watched.observer = [&](const source::FetchedSoFar& so_far) {
    if (constexpr unsigned often_enough = 256; so_far.objects % often_enough != 0) return;
    constexpr std::uint64_t bytes_of_a_mebibyte = std::uint64_t{1} << 20;
    progress.show(fmt::format("fetching {}: {} of {} objects, {} MiB", request.source.url, so_far.objects,
                              so_far.all_objects, so_far.bytes / bytes_of_a_mebibyte));
  };
  auto resolved = source::resolve_git_charm(watched);
  progress.show("");
  for (const auto& warning : resolved.warnings) session.console.warning(warning);
  return resolved;
}

StoreIndex read_store_index(Session& session, const fs::path& scratch) {
  const auto address = store_address(session);
  if (address.empty())
    throw Error(ErrorKind::invalid, "no charm store is set: name a folder or git+… repository of charms with "
                                    "--charmhub-url, MODEL_CHARM_STORE or the model's charm-store");
  if (!source::is_git_source(address)) {
    const auto folder = session.surroundings.working_directory / address;
    return {address, source::read_index(folder.lexically_normal(), address)};
  }
  const auto request = git_request(session, address, "");
  const auto resolved = resolve_repository(session, request);
  write_git_charm(request, resolved, scratch / "index");
  return {address, source::read_index(scratch / "index", address)}; // each charm has channels of its own
}

} // namespace periapt::cli
