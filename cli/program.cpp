#include "cli/program.h"

#include "base/file.h"
#include "cli/command_table.h"
#include "cli/formatters/fitting.h"
#include "cli/help.h"
#include "cli/outcome.h"
#include "cli/plugin.h"

#include <algorithm>
#include <sstream>

namespace periapt::cli {

namespace {

using Words = std::vector<std::string>;

/// How many of the words stand before the command's name; global options only.
std::size_t words_before_command(std::span<const std::string> words) {
  std::size_t at = 0;
  while (at < words.size() && words[at].starts_with('-')) at += words[at] == "--logging-config" ? 2 : 1;
  return std::min(at, words.size());
}

/// `$DATA/aliases`: lines `name = command args`. The words with an alias replaced.
Words with_aliases(const std::filesystem::path& data_folder, Words words) {
  std::istringstream lines(read_file_if_exists(data_folder / "aliases").value_or(""));
  for (std::string line; std::getline(lines, line);) {
    const auto equals = line.find('=');
    if (line.starts_with('#') || equals == std::string::npos) continue;
    std::istringstream name_text(line.substr(0, equals)), value_text(line.substr(equals + 1));
    std::string name;
    name_text >> name;
    if (name != words.front()) continue;
    Words replaced{std::istream_iterator<std::string>(value_text), {}};
    if (replaced.empty()) continue;
    replaced.insert(replaced.end(), words.begin() + 1, words.end());
    return replaced;
  }
  return words;
}

class Program {
public:
  Program(const Surroundings& surroundings, Console& console) : surroundings_(surroundings), console_(console) {}

  int run(std::span<const std::string> words) {
    const auto before = words_before_command(words);
    OptionSet global;
    declare_global(global);
    global.flag("version", "print the version");
    const auto leading = Arguments::parse(global, words.first(before));
    if (leading.flag("version")) return run_command({"version"}, {});
    if (before == words.size()) return show(overview_help(surroundings_.program));
    const auto rest = words.subspan(before);
    return run_command(with_aliases(surroundings_.data_folder, Words(rest.begin(), rest.end())), words.first(before));
  }

private:
  int run_command(const Words& words, std::span<const std::string> leading) {
    const auto [command, name_words] = match_command(words);
    if (!command) return without_command(words);
    OptionSet options;
    declare_global(options);
    command->declare(options);
    Words all(leading.begin(), leading.end());
    all.insert(all.end(), words.begin() + static_cast<std::ptrdiff_t>(name_words), words.end());
    const auto arguments = Arguments::parse(options, all, command->options_first);
    if (arguments.flag("help")) return show(command_help(*command, surroundings_.program));
    console_.quiet = arguments.flag("quiet");
    console_.show_log = arguments.flag("debug") || arguments.flag("show-log");
    if (!arguments.text("output").empty()) fit_to_terminal(-1);
    Session session(surroundings_, console_, arguments);
    command->run(session);
    return exit_success;
  }

  int without_command(const Words& words) {
    const auto& name = words.front();
    if (is_unsupported_command(name)) throw make_error(ErrorKind::invalid, "\"{}\" is not supported here", name);
    if (const auto status = run_plugin(surroundings_, words)) return *status;
    auto text = fmt::format("{0}: \"{1}\" is not a {0} command. See \"{0} --help\".", surroundings_.program, name);
    if (const auto near = similar_command(name)) text += "\n\nDid you mean:\n\t" + *near;
    throw UsageError(text);
  }

  int show(const std::string& text) {
    console_.out << fitted_help(text, terminal_columns()) << std::flush;
    return exit_success;
  }

  const Surroundings& surroundings_;
  Console& console_;
};

} // namespace

int run_program(const Surroundings& surroundings, Console& console, std::span<const std::string> words) {
  try {
    return Program(surroundings, console).run(words);
  } catch (const UsageError& error) {
    console.error(error.what());
    return exit_usage;
  } catch (const AlreadyReported& end) {
    return end.status;
  } catch (const std::exception& error) {
    console.error(error.what());
    return exit_failed;
  }
}

} // namespace periapt::cli
