#include "core/error.h"
#include "hook_tools/text.h"
#include "hook_tools/tool_list.h"

#include <algorithm>
#include <cctype>

namespace periapt::hook_tools {
namespace {

std::optional<LogLevel> parse_level(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) { return std::toupper(c); });
  static const std::map<std::string, LogLevel> levels{
      {"", LogLevel::info},         {"TRACE", LogLevel::trace},     {"DEBUG", LogLevel::debug},
      {"INFO", LogLevel::info},     {"WARN", LogLevel::warning},    {"WARNING", LogLevel::warning},
      {"ERROR", LogLevel::error},   {"CRITICAL", LogLevel::critical},
  };
  const auto found = levels.find(text);
  if (found == levels.end()) return std::nullopt;
  return found->second;
}

class JujuLog final : public Tool {
public:
  explicit JujuLog(HookContext& context) : Tool(context), legacy_format_(flags_) {
    flags_.boolean({"debug"}, "Send log message at DEBUG level", debug_);
    flags_.text({"l", "log-level"}, "Send log message at the given level", level_);
  }

  void check(const Arguments& positionals) override {
    if (positionals.empty()) throw make_error(ErrorKind::invalid, "no message specified");
    message_ = fmt::format("{}", fmt::join(positionals, " "));
  }

  void run(ToolResult& result) override {
    legacy_format_.note("juju-log", result);
    context_.log(debug_ ? LogLevel::debug : chosen_level(), message_);
  }

private:
  LogLevel chosen_level() {
    if (const auto level = parse_level(level_)) return *level;
    context_.log(LogLevel::warning, fmt::format("Specified log level of {} is not valid", go_quoted(level_)));
    return LogLevel::info;
  }

  LegacyFormatFlag legacy_format_;
  bool debug_ = false;
  std::string level_;
  std::string message_;
};

} // namespace

const ToolEntry juju_log{
    .name = "juju-log",
    .arguments = "<message>",
    .summary = "Write a message to the log.",
    .details = "Levels are TRACE, DEBUG, INFO, WARNING, ERROR and CRITICAL; INFO is the default.",
    .examples = "    juju-log -l WARNING \"Something has transpired\"",
    .writes = true,
    .make = make_tool<JujuLog>,
};

} // namespace periapt::hook_tools
