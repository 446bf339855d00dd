#include "cli/layered_charm.h"

#include "cli/git_layers.h"
#include "cli/session.h"
#include "source/charm_source.h"

#include <fmt/format.h>

namespace periapt::cli {

namespace {

layers::BuiltCharm build_from(Session& session, const layers::BuildRequest& request,
                              const std::optional<RepositoryTree>& stranger) {
  GitLayers origin(session, stranger);
  auto built = layers::build_charm(request, origin);
  for (const auto& warning : built.warnings) session.console.warning(warning);
  return built;
}

/// Python packages may take their time.
layers::BuiltCharm build_showing(Session& session, const layers::BuildRequest& request,
                                 const std::optional<RepositoryTree>& stranger) {
  ProgressLine progress(session.console);
  progress.show("building the charm of its layers");
  return build_from(session, request, stranger);
}

} // namespace

layers::BuildRequest build_request(const Session& session, const std::filesystem::path& source,
                                   const std::filesystem::path& output) {
  return {.source = source,
          .output = output,
          .folders = layers::search_folders(session.surroundings.environment, source),
          .version = source::version_text(source)};
}

layers::BuiltCharm build_layers(Session& session, const layers::BuildRequest& request) {
  return build_from(session, request, std::nullopt);
}

std::string layers_text(const layers::BuiltCharm& built) {
  std::string text;
  for (const auto& layer : built.layers) text += (text.empty() ? "" : ", ") + layer.url;
  return text;
}

std::filesystem::path built_if_layered(Session& session, const std::filesystem::path& folder,
                                       const std::filesystem::path& scratch,
                                       const std::optional<RepositoryTree>& stranger) {
  if (!layers::is_layered_source(folder)) return folder;
  auto request = build_request(session, folder, scratch / "built");
  if (stranger) request.stranger = stranger->folder;
  const auto built = build_showing(session, request, stranger);
  session.console.info(fmt::format("Built charm \"{}\" from {}", built.folder.filename().string(), layers_text(built)));
  return built.folder;
}

} // namespace periapt::cli
