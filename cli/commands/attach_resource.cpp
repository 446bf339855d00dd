#include "cli/commands/attach_resource.h"

#include "cli/outcome.h"
#include "cli/resource_words.h"
#include "cli/session.h"
#include "core/names.h"

#include <algorithm>

namespace periapt::cli {

namespace {

charm::Resource declared_as(const ResourceReport& report) {
  const bool is_file = report.type == "file";
  return {.name = report.name,
          .type = is_file ? charm::ResourceType::file : charm::ResourceType::oci_image,
          .filename = report.filename,
          .description = report.description};
}

void run_attach_resource(Session& session) {
  const auto& words = session.arguments.positional();
  if (words.empty()) throw UsageError("missing application name");
  if (words.size() < 2) throw UsageError("no resource specified");
  refuse_surplus(words, 2);
  const ApplicationName application(words[0]);
  const auto [name, value] = resource_file(session, words[1]);
  auto model = session.model();
  const auto listed = model.get<wire::ResourceList>({"applications", application.str(), "resources"}).resources;
  const auto is_named = [&wanted = name](const ResourceReport& one) { return one.name == wanted; };
  const auto found = std::find_if(listed.begin(), listed.end(), is_named);
  if (found == listed.end()) throw make_error(ErrorKind::not_found, "resource \"{}\" not found", name);
  check_resource_files({{name, value}}, {declared_as(*found)});
  const wire::AttachResource request{.name = name, .upload = upload_resource(session, model, name, value)};
  model.post<wire::Empty>({"applications", application.str(), "resources"}, request);
}

} // namespace

Command attach_resource_command() {
  return {.name = "attach-resource",
          .aliases = {},
          .arguments = "<application> <resource name>=<file>",
          .purpose = "Uploads a file for a resource of an application.",
          .details =
              R"(The file must have the extension of the one that the charm names. The application's units run
upgrade-charm, and resource-get gives them the new file from then on; the same file again changes nothing.)",
          .examples = "{program} attach-resource wordpress theme=./theme.tgz",
          .see_also = {"resources", "deploy"},
          .declare = declare_model,
          .run = run_attach_resource};
}

} // namespace periapt::cli
