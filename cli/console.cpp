#include "cli/console.h"

#include "cli/terminal_text.h"
#include "core/error.h"

#include <termios.h>
#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <iostream>

namespace periapt::cli {

void Console::print(std::string_view text) {
  if (out_is_terminal) out << terminal_text(text);
  else out << text;
}

void Console::info(const std::string& line) {
  if (quiet) return;
  out.flush();
  err << (err_is_terminal ? terminal_text(line) : line) << std::endl;
}

void Console::warning(const std::string& text) { prefixed("WARNING", "\033[33m", text); }
void Console::error(const std::string& text) { prefixed("ERROR", "\033[31m", text); }
void Console::debug(const std::string& text) {
  if (show_log) prefixed("DEBUG", "", text);
}

void Console::prefixed(const char* prefix, const char* colour, const std::string& text) {
  out.flush();
  if (err_is_terminal && *colour)
    err << colour << prefix << "\033[0m ";
  else
    err << prefix << ' ';
  err << (err_is_terminal ? terminal_text(text) : text) << std::endl;
}

namespace {

/// What is typed meanwhile is not shown.
class NoEcho {
public:
  explicit NoEcho(bool terminal) : changed_(terminal && ::tcgetattr(STDIN_FILENO, &before_) == 0) {
    if (!changed_) return;
    auto silent = before_;
    silent.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent);
  }
  ~NoEcho() {
    if (changed_) ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &before_);
  }
  NoEcho(const NoEcho&) = delete;
  NoEcho& operator=(const NoEcho&) = delete;

private:
  termios before_{};
  bool changed_;
};

std::optional<std::string> next_line(std::istream& in) {
  std::string answer;
  if (!std::getline(in, answer)) return std::nullopt;
  if (answer.ends_with('\r')) answer.pop_back();
  return answer;
}

} // namespace

std::optional<std::string> Console::ask(const std::string& question) {
  out.flush();
  err << '\n' << question << std::flush;
  return next_line(in);
}

std::string Console::read_line() {
  if (auto line = next_line(in)) return *std::move(line);
  throw Error(ErrorKind::invalid, "cannot read an answer: the input has ended");
}

std::string Console::prompt(const std::string& text) {
  out.flush();
  err << text << std::flush;
  return read_line();
}

std::string Console::prompt_secret(const std::string& text) {
  out.flush();
  err << text << std::flush;
  const NoEcho quiet_terminal(in_is_terminal);
  auto answer = read_line();
  err << std::endl;
  return answer;
}

bool Console::confirm(const std::string& question) {
  auto answer = ask(question).value_or("");
  std::transform(answer.begin(), answer.end(), answer.begin(), [](unsigned char c) { return std::tolower(c); });
  return answer == "y" || answer == "yes";
}

ProgressLine::~ProgressLine() {
  if (shown_) console_.err << "\r\033[K" << std::flush;
}

void ProgressLine::show(const std::string& text) {
  if (!console_.err_is_terminal || console_.quiet) return;
  shown_ = true;
  console_.err << "\r\033[K" << text << std::flush;
}

} // namespace periapt::cli
