#include "cli/commands/integrate.h"

#include "cli/outcome.h"
#include "cli/session.h"

namespace periapt::cli {

namespace {

void declare_integrate(OptionSet& options) {
  declare_model(options);
  options.value("via", "CIDRS", "relations between models only");
}

/// The controller's sentence, one part a line, and where to look.
std::string already_related(std::string sentence, const std::string& program) {
  for (auto at = sentence.find(": "); at != std::string::npos; at = sentence.find(": ", at))
    sentence.replace(at, 2, "\n");
  return sentence + ": \n\nUse '" + program + " status --relations' to view the current relations.";
}

void run_integrate(Session& session) {
  const auto& words = session.arguments.positional();
  if (words.size() != 2) throw UsageError("an integration must involve two applications");
  for (const auto& word : words)
    if (word.find('.') != std::string::npos)
      throw make_error(ErrorKind::invalid, "cannot relate \"{}\": offers of other models are not supported here", word);
  try {
    session.model().post<wire::Related>({"relations"}, wire::Relate{.left = words[0], .right = words[1]});
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::already_exists) throw;
    throw Error(error.kind(), already_related(error.what(), session.surroundings.program));
  }
}

} // namespace

Command integrate_command() {
  return {.name = "integrate",
          .aliases = {"relate"},
          .arguments = "<application>[:<endpoint>] <application>[:<endpoint>]",
          .purpose = "Relates two applications.",
          .details =
              R"(Endpoints fit when one provides and the other requires the same interface. Where only one pair fits,
the endpoints need not be named. From then on the units' hooks exchange what each needs of the other.)",
          .examples = "{program} relate wordpress mariadb\n{program} relate wordpress:db mariadb:db",
          .see_also = {"remove-relation", "status"},
          .declare = declare_integrate,
          .run = run_integrate};
}

} // namespace periapt::cli
