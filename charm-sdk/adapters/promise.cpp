#include "adapters/promise.h"

#include "adapters/json.h"
#include "base/file.h"
#include "base/system_error.h"
#include "base/unique_fd.h"

#include <fcntl.h>

#include <cstdio>
#include <cstdlib>

namespace periapt::adapters {
namespace {

constexpr const char* file_name = "promises.jsonl";
constexpr std::string_view usage = R"(Usage: promise kept|changed|not-kept|skipped ID [REASON]

Says of one promise of this handler what has come of it; the handler has failed if one is not kept.
)";

std::optional<PromiseState> state_of(const std::string& word) {
  if (word == "kept") return PromiseState::kept;
  if (word == "changed") return PromiseState::changed;
  if (word == "not-kept") return PromiseState::not_kept;
  if (word == "skipped") return PromiseState::skipped;
  return std::nullopt;
}

int complain(const std::string& message, int status) {
  fmt::print(stderr, "ERROR {}\n", message);
  return status;
}

} // namespace

int run_promise(const std::vector<std::string>& arguments) {
  if (!arguments.empty() && (arguments[0] == "--help" || arguments[0] == "-h")) {
    fmt::print("{}", usage);
    return EXIT_SUCCESS;
  }
  if (arguments.size() < 2 || arguments.size() > 3) return complain("expected kept|changed|not-kept|skipped ID [REASON]", 2);
  if (!state_of(arguments[0]))
    return complain(fmt::format("invalid state \"{}\": expected kept, changed, not-kept or skipped", arguments[0]), 2);
  const char* run = std::getenv("PERIAPT_RUN");
  if (!run || !*run) return complain("PERIAPT_RUN not set: no handler is running", 1);
  try {
    charm::YamlMap line{{"state", arguments[0]}, {"id", arguments[1]}};
    line.emplace_back("reason", arguments.size() > 2 ? arguments[2] : "");
    UniqueFd file(::open((std::filesystem::path(run) / file_name).c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600));
    if (!file) throw_errno("cannot open \"{}/{}\"", run, file_name);
    write_all(file.get(), charm::write_json(line) + "\n"); // one write: calls side by side do not mix
    return EXIT_SUCCESS;
  } catch (const std::exception& error) {
    return complain(error.what(), 1);
  }
}

std::vector<PromiseOutcome> said_promises(const std::filesystem::path& run) {
  std::vector<PromiseOutcome> promises;
  const auto text = read_file_if_exists(run / file_name).value_or("");
  for (std::size_t begin = 0; begin < text.size();) {
    const auto end = std::min(text.find('\n', begin), text.size());
    const auto line = charm::parse_json(text.substr(begin, end - begin));
    begin = end + 1;
    const auto state = state_of(text_at(line, "state"));
    if (state) promises.push_back({.id = text_at(line, "id"), .at = "", .outcome = *state, .what = "", .was = {}, .want = {}, .secret = false, .reason = text_at(line, "reason")});
  }
  return promises;
}

} // namespace periapt::adapters
