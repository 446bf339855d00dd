#include "cli/commands/charm_origin.h"

#include "cli/formatters/output.h"
#include "cli/outcome.h"
#include "cli/session.h"
#include "wire/charm_origin_messages.h"

namespace periapt::cli {

namespace {

void declare_charm_origin(OptionSet& options) {
  declare_model(options);
  declare_format(options, "yaml, json or smart", "yaml");
}

Map origin_document(wire::CharmOrigin origin) {
  Map document{{"charm", std::move(origin.charm_url)}};
  if (!origin.source.empty()) {
    document.emplace_back("source", std::move(origin.source));
    document.emplace_back("commit", std::move(origin.commit_id));
  }
  if (origin.layers.empty()) return document;
  Map layers, files;
  for (auto& layer : origin.layers) layers.emplace_back(std::move(layer.url), std::move(layer.revision));
  document.emplace_back("layers", std::move(layers));
  for (auto& [path, layer] : origin.files) files.emplace_back(path, std::move(layer));
  if (!files.empty()) document.emplace_back("files", std::move(files));
  return document;
}

void run_charm_origin(Session& session) {
  const auto& words = session.arguments.positional();
  if (words.empty()) throw UsageError("no application specified");
  refuse_surplus(words, 1);
  check_format(session.format(), {"yaml", "json", "smart"});
  auto model = session.model();
  session.print(render(origin_document(model.get<wire::CharmOrigin>({"applications", words.front(), "origin"})), session.format()));
}

} // namespace

Command charm_origin_command() {
  return {.name = "charm origin",
          .aliases = {},
          .arguments = "<application>",
          .purpose = "Shows where an application's charm comes from, and which layer gave which file of it.",
          .details = "",
          .examples = "{program} charm origin blog\n{program} charm origin blog --format json",
          .see_also = {"charm build", "refresh"},
          .declare = declare_charm_origin,
          .run = run_charm_origin};
}

} // namespace periapt::cli
