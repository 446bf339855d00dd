#include "cli/commands/completion.h"

#include "cli/completion.h"
#include "cli/outcome.h"
#include "cli/session.h"

namespace periapt::cli {

namespace {

/// Works for any name that the program is called by, and in zsh by its bashcompinit.
constexpr const char* script = R"sh([ -z "${ZSH_VERSION-}" ] || { autoload -U +X bashcompinit && bashcompinit; }
_periapt_complete() {
  local IFS=$'\n'
  COMPREPLY=($("${COMP_WORDS[0]}" completion words -- "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null))
}
complete -o default -F _periapt_complete model juju
)sh";

/// Names that this client knows or can ask for without starting anything.
class KnownNames {
public:
  explicit KnownNames(Session& session) : session_(session) {}

  std::vector<std::string> operator()(NameKind kind) {
    std::vector<std::string> names;
    if (kind == NameKind::controller)
      for (const auto& one : session_.files.controllers()) names.push_back(one.name);
    else if (kind == NameKind::model)
      for (const auto& one : session_.files.models(session_.controller().name)) names.push_back(one.name.substr(one.name.find('/') + 1));
    else if (const auto* model = status())
      add(names, kind, *model);
    return names;
  }

private:
  static void add(std::vector<std::string>& names, NameKind kind, const StatusReport& model) {
    if (kind == NameKind::machine)
      for (const auto& machine : model.machines) names.push_back(machine.name);
    for (const auto& application : model.applications) {
      if (kind == NameKind::application) names.push_back(application.name);
      if (kind == NameKind::unit)
        for (const auto& unit : application.units) names.push_back(unit.name);
    }
    if (kind == NameKind::application)
      for (const auto& remote : model.remote_applications) names.push_back(remote.name);
  }

  const StatusReport* status() {
    if (!report_ && session_.is_up(session_.controller())) report_ = session_.model().get<StatusReport>({"status"});
    return report_ ? &*report_ : nullptr;
  }

  Session& session_;
  std::optional<StatusReport> report_;
};

void run_completion(Session& session) {
  const auto& words = session.arguments.positional();
  if (words.empty()) throw UsageError("no shell specified: bash or zsh");
  if (words.front() == "words") {
    const std::vector<std::string> typed(words.begin() + 1, words.end());
    for (const auto& word : completions(typed, KnownNames(session))) session.console.out << word << "\n";
    return;
  }
  refuse_surplus(words, 1);
  if (words.front() != "bash" && words.front() != "zsh")
    throw UsageError(fmt::format("no completion for shell \"{}\": expected bash or zsh", words.front()));
  session.console.out << script;
}

} // namespace

Command completion_command() {
  return {.name = "completion",
          .aliases = {},
          .arguments = "bash|zsh",
          .purpose = "Prints what a shell needs to complete commands.",
          .details = "Completes commands, options, formats, and the names of controllers, models, applications, units and machines\n"
                     "of the current model. An installed {program} has it in place for bash. \"completion words WORD...\" is what\n"
                     "the shell asks: what may follow, the last word being unfinished.",
          .examples = "source <({program} completion bash)",
          .see_also = {"help"},
          .declare = declare_nothing,
          .run = run_completion,
          .options_first = true};
}

} // namespace periapt::cli
