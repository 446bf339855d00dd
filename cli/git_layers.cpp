#include "cli/git_layers.h"

#include "cli/charm_fetching.h"
#include "cli/session.h"
#include "core/error.h"
#include "source/charm_source.h"

#include <fmt/format.h>

#include <sstream>

namespace periapt::cli {

namespace {

namespace fs = std::filesystem;

/// An address as index files and build.lock have it: "https://…", "git+https://…", "/srv/layers/basic".
source::GitSource layer_source(const layers::LayerRepository& wanted) {
  auto text = wanted.url;
  if (text.starts_with('/')) text = "file://" + text;
  if (!source::is_git_source(text)) text = "git+" + text;
  auto source = source::parse_git_source(text);
  if (!wanted.subfolder.empty()) source.folder = wanted.subfolder;
  if (!wanted.revision.empty()) source.ref = wanted.revision;
  if (source.ref.empty()) source.ref = "HEAD"; // layers have no channels
  return source::parse_git_source(source.text()); // what index files say is checked as what is typed
}

std::vector<std::string> listed_indexes(const Session& session) {
  auto text = session.arguments.text("layer-index");
  if (text.empty()) text = session.variable("LAYER_INDEX").value_or("");
  std::vector<std::string> addresses;
  std::istringstream parts(text);
  for (std::string part; std::getline(parts, part, ',');)
    if (!part.empty()) addresses.push_back(part);
  return addresses;
}

} // namespace

fs::path GitLayers::next_folder() { return scratch_.path() / std::to_string(fetched_.size()); }

std::string GitLayers::revision(const fs::path& folder) {
  if (const auto found = commits_.find(folder); found != commits_.end()) return found->second;
  const bool of_stranger = stranger_ && folder.string().starts_with(stranger_->folder.string());
  return of_stranger ? stranger_->commit : source::commit_of(folder);
}

fs::path GitLayers::fetch(const layers::LayerRepository& wanted) {
  const auto address = layer_source(wanted);
  if (address.url.starts_with("file:") && stranger_ && !stranger_->is_on_this_machine)
    throw make_error(ErrorKind::denied, "the charm asks for a layer in {}: a charm from elsewhere gets nothing from this machine",
                     address.url);
  if (const auto known = fetched_.find(address.text()); known != fetched_.end()) return known->second;
  const auto folder = next_folder();
  const auto request = git_request(session_, address.text(), "");
  const auto resolved = resolve_repository(session_, request);
  source::write_git_charm(request, resolved, folder);
  commits_[folder] = resolved.commit;
  fetched_[address.text()] = folder;
  return folder;
}

std::vector<fs::path> GitLayers::indexes() {
  if (indexes_) return *indexes_;
  indexes_.emplace();
  for (const auto& address : listed_indexes(session_)) {
    if (address.find("://") == std::string::npos) {
      const auto folder = session_.surroundings.working_directory / address;
      if (!is_directory(folder)) throw make_error(ErrorKind::not_found, "there is no layer index at \"{}\"", address);
      indexes_->push_back(folder);
      continue;
    }
    const auto source = layer_source({address, "", ""});
    const auto request = git_request(session_, source.text(), "");
    const auto resolved = resolve_repository(session_, request);
    const auto folder = next_folder();
    source::write_git_charm(request, resolved, folder);
    fetched_[source.text()] = folder;
    indexes_->push_back(folder);
  }
  return *indexes_;
}

} // namespace periapt::cli
