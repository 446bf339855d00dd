#include "cli/secret_words.h"

#include "base/file.h"
#include "charm/secret_arguments.h"
#include "cli/outcome.h"
#include "cli/session.h"

namespace periapt::cli {
namespace {

std::string read_content(const Session& session, const std::string& path) {
  return read_file(session.surroundings.working_directory / path);
}

SecretContent content_of_words(const Session& session, const std::vector<std::string>& words) {
  const auto arguments = charm::parse_secret_arguments(words);
  auto content = charm::content_of(arguments);
  for (const auto& argument : arguments) {
    if (!argument.is_file) continue;
    try {
      charm::add_secret_file(content, argument.key, argument.value, read_content(session, argument.value));
    } catch (const std::system_error& error) {
      throw make_error(ErrorKind::invalid, "reading content for secret key \"{}\": {}", argument.key, error.what());
    }
  }
  return content;
}

} // namespace

void declare_secret_content(OptionSet& options) {
  options.value("file", "FILE", "content as a YAML or JSON map").value("info", "TEXT", "what it is for");
}

SecretContent secret_content(const Session& session, const std::vector<std::string>& words) {
  try {
    auto content = content_of_words(session, words);
    if (const auto file = session.arguments.text("file"); !file.empty())
      charm::add_secret_map(content, file, read_content(session, file));
    if (!content.empty()) check_secret_content(content);
    return content;
  } catch (const std::system_error& error) {
    throw UsageError(error.what());
  } catch (const Error& error) {
    throw UsageError(error.what());
  }
}

std::vector<std::string> words_after_first(const std::vector<std::string>& words, const std::string& missing) {
  if (words.empty()) throw UsageError(missing);
  return {words.begin() + 1, words.end()};
}

} // namespace periapt::cli
