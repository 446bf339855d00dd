#include "adapters/hook_tools.h"

#include "adapters/line_reader.h"
#include "core/error.h"

#include <unistd.h>

namespace periapt::adapters {

std::string variable(const std::vector<std::string>& environment, std::string_view name) {
  for (const auto& entry : environment)
    if (entry.size() > name.size() && entry.starts_with(name) && entry[name.size()] == '=')
      return entry.substr(name.size() + 1);
  return "";
}

HookTools::HookTools(std::vector<std::string> environment) : environment_(std::move(environment)) {
  const auto path = variable(environment_, "PATH");
  client_ = std::filesystem::path(path.substr(0, path.find(':'))) / ".hook-tool";
  if (::access(client_.c_str(), X_OK) != 0 || variable(environment_, "JUJU_CONTEXT_ID").empty())
    throw make_error(ErrorKind::invalid, "cannot find the hook tools: this runs only as a handler of a charm");
}

ToolAnswer HookTools::call(const std::string& tool, const std::vector<std::string>& arguments) const {
  ProcessSpec spec{.program = client_, .argv = {tool}, .environment = environment_, .cwd = {}, .fds = {}};
  spec.argv.insert(spec.argv.end(), arguments.begin(), arguments.end());
  OutputPipes pipes;
  spec.fds = pipes.mappings();
  auto process = spawn(spec);
  pipes.close_write_ends();
  ToolAnswer answer;
  pipes.read_all(answer.out, answer.err);
  answer.status = process.wait();
  return answer;
}

std::string HookTools::ask(const std::string& tool, const std::vector<std::string>& arguments) const {
  auto answer = call(tool, arguments);
  if (answer.status.success()) return std::move(answer.out);
  std::string said = std::move(answer.err);
  if (said.starts_with("ERROR ")) said.erase(0, 6);
  while (said.ends_with('\n')) said.pop_back();
  throw make_error(ErrorKind::unavailable, "{}: {}", tool, said.empty() ? describe(answer.status) : said);
}

} // namespace periapt::adapters
