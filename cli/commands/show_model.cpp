#include "cli/commands/show_model.h"

#include "cli/formatters/model_documents.h"
#include "cli/formatters/output.h"
#include "cli/now.h"
#include "cli/outcome.h"
#include "cli/session.h"

namespace periapt::cli {

namespace {

void declare_show_model(OptionSet& options) { declare_format(options, "yaml or json", "yaml"); }

void run_show_model(Session& session) {
  const auto& words = session.arguments.positional();
  refuse_surplus(words, 1);
  check_format(session.format(), {"yaml", "json"});
  auto model = words.empty() ? session.model() : session.model_named(words.front());
  const auto info = model.get<wire::ModelInfo>({});
  const auto controller = session.controller_named(model.model().controller);
  session.print(render(model_document(info, controller, now_ms()), session.format()));
}

} // namespace

Command show_model_command() {
  return {.name = "show-model",
          .aliases = {},
          .arguments = "[<model name>]",
          .purpose = "Shows one model in detail.",
          .details = "",
          .examples = "{program} show-model\n{program} show-model local:admin/shop --format json",
          .see_also = {"models", "model-config"},
          .declare = declare_show_model,
          .run = run_show_model};
}

} // namespace periapt::cli
