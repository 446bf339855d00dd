#include "charm/yaml_reader.h"
#include "core/error.h"
#include "hook_tools/text.h"
#include "hook_tools/tool.h"

namespace periapt::hook_tools {

LegacyFormatFlag::LegacyFormatFlag(FlagSet& flags) {
  flags.text({"format"}, "deprecated format flag", format_);
}

void LegacyFormatFlag::note(std::string_view tool, ToolResult& result) const {
  if (!format_.empty()) result.err += fmt::format("--format flag deprecated for command \"{}\"", tool);
}

Pairs::Pairs(FlagSet& flags) {
  flags.text({"file"}, "A YAML file of key: value pairs (\"-\" is standard input)", path_);
}

void Pairs::check(const Arguments& arguments) {
  for (const auto& argument : arguments) {
    if (argument.empty()) continue;
    const auto equals = argument.find('=');
    const std::string key(trimmed(std::string_view(argument).substr(0, equals)));
    if (equals == std::string::npos || key.empty())
      throw make_error(ErrorKind::invalid, "expected \"key=value\", got {}", go_quoted(argument));
    const std::string value(trimmed(std::string_view(argument).substr(equals + 1)));
    if (!map_.emplace(key, value).second)
      throw make_error(ErrorKind::invalid, "key {} specified more than once", go_quoted(key));
  }
}

std::vector<FileRequest> Pairs::files() const {
  if (path_.empty()) return {};
  return {FileRequest{path_}};
}

void Pairs::use_file(const FileRequest& request, const FileContent& content) {
  if (const auto* failure = std::get_if<FileFailure>(&content))
    throw make_error(ErrorKind::not_found, "open {}: {}", request.path, failure->reason);
  map_.merge(charm::read_string_map(std::get<std::string>(content)));
}

} // namespace periapt::hook_tools
