#include "cli/layered_charm.h"

#include "cli/session.h"
#include "source/charm_source.h"

namespace periapt::cli {

namespace {

class CheckedOutLayers : public layers::LayerOrigin {
public:
  std::string revision(const std::filesystem::path& folder) override { return source::commit_of(folder); }
  std::filesystem::path fetch(const std::string& repository, const std::string&, const std::string&) override {
    throw make_error(ErrorKind::unavailable,
                     "layer {} is not on this machine: get it, and say where it is with CHARM_LAYERS_DIR", repository);
  }
};

} // namespace

layers::BuildRequest build_request(const Session& session, const std::filesystem::path& source,
                                   const std::filesystem::path& output) {
  return {.source = source,
          .output = output,
          .folders = layers::search_folders(session.surroundings.environment, source),
          .version = source::version_text(source)};
}

layers::BuiltCharm build_layers(Session& session, const layers::BuildRequest& request) {
  CheckedOutLayers origin;
  auto built = layers::build_charm(request, origin);
  for (const auto& warning : built.warnings) session.console.warning(warning);
  return built;
}

std::filesystem::path built_if_layered(Session& session, const std::filesystem::path& folder,
                                       const std::filesystem::path& scratch) {
  if (!layers::is_layered_source(folder)) return folder;
  auto request = build_request(session, folder, scratch / "built");
  return build_layers(session, request).folder;
}

} // namespace periapt::cli
