#include "cli/commands/set_application_base.h"

#include "charm/base.h"
#include "cli/outcome.h"
#include "cli/session.h"
#include "core/names.h"
#include "wire/operator_messages.h"

namespace periapt::cli {

namespace {

/// A base, or a series of old.
std::string named_base(Session& session, const std::string& text) {
  if (text.find('@') != std::string::npos) return text;
  const auto base = charm::Base::from_series(text);
  if (!base) throw make_error(ErrorKind::invalid, "unknown series \"{}\": name a base, like ubuntu@24.04", text);
  session.console.warning("series argument is deprecated, use base instead");
  return base->str();
}

void run_set_application_base(Session& session) {
  const auto& words = session.arguments.positional();
  if (words.empty()) throw UsageError("application name and base required");
  if (words.size() == 1) throw UsageError(words[0].find('@') == std::string::npos ? "no base specified" : "no application name");
  refuse_surplus(words, 2);
  if (!is_valid_application_name(words[0])) throw UsageError(fmt::format("invalid application name \"{}\"", words[0]));
  const auto base = named_base(session, words[1]);
  session.model().post<wire::Empty>({"applications", words[0], "base"}, wire::SetApplicationBase{base});
  if (session.is_plan()) return;
  session.console.warning(fmt::format("To ensure the correct charm binaries are installed when add-unit is next called, please first run "
                                      "`{} refresh` for this application and any related subordinates.",
                                      session.surroundings.program));
}

} // namespace

Command set_application_base_command() {
  return {.name = "set-application-base",
          .aliases = {},
          .arguments = "<application> <base>",
          .purpose = "Sets the base of an application's units that are added later.",
          .details = "Units that are there stay as they are. The application's subordinates get the base too; each charm must "
                     "support it.\nA series' name stands for its base.",
          .examples = "{program} set-application-base wordpress ubuntu@24.04\n{program} set-application-base wordpress jammy",
          .see_also = {"add-unit", "refresh", "show-application"},
          .declare = declare_model,
          .run = run_set_application_base,
          .plannable = true};
}

} // namespace periapt::cli
