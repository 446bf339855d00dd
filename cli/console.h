// Where a command talks: its three streams and what they are. stdout carries the result only, everything
// else goes to stderr. Passed in, so that tests read what a command says. Rule: contract/cli.md, 1.2.
#pragma once

#include <iosfwd>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace periapt::cli {

using Environment = std::map<std::string, std::string>;

class Console {
public:
  Console(std::istream& input, std::ostream& output, std::ostream& errors) : in(input), out(output), err(errors) {}

  std::istream& in;
  std::ostream& out;
  std::ostream& err;
  bool in_is_terminal = false;
  bool out_is_terminal = false;
  bool err_is_terminal = false;
  bool quiet = false;
  bool show_log = false; // --debug, --show-log

  /// The result, on stdout. What a terminal gets drives nothing, here and below, whatever a charm has said.
  void print(std::string_view text);
  /// An informational line: no prefix; dropped by --quiet.
  void info(const std::string& line);
  void warning(const std::string& text);
  void error(const std::string& text);
  /// A log line, with --debug only.
  void debug(const std::string& text);

  /// Asks on stderr, after an empty line; nullopt at the end of input.
  std::optional<std::string> ask(const std::string& question);
  /// Without an empty line; throws Error(invalid) at the end of input.
  std::string prompt(const std::string& text);
  /// Likewise, and what is typed on a terminal is not shown.
  std::string prompt_secret(const std::string& text);
  /// True for y or yes, in any case.
  bool confirm(const std::string& question);

private:
  std::string read_line();
  void prefixed(const char* prefix, const char* colour, const std::string& text);
};

/// A line on a terminal that is redrawn while something goes on ("uploading 3 of 7 MiB"), and not shown at
/// all elsewhere. Gone when it is destroyed.
class ProgressLine {
public:
  explicit ProgressLine(Console& console) : console_(console) {}
  ~ProgressLine();
  ProgressLine(const ProgressLine&) = delete;
  ProgressLine& operator=(const ProgressLine&) = delete;
  void show(const std::string& text);

private:
  Console& console_;
  bool shown_ = false;
};

} // namespace periapt::cli
