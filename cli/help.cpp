#include "cli/help.h"

#include "cli/command_table.h"
#include "core/text.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <sstream>

namespace periapt::cli {

namespace {

std::string with_program(std::string text, const std::string& program) {
  return replace_all(std::move(text), "{program}", program);
}

std::string indented(const std::string& lines) {
  std::istringstream text(lines);
  std::string result;
  for (std::string line; std::getline(text, line);) result += (line.empty() ? "" : "    " + line) + "\n";
  return result;
}

std::string options_text(void (*declare)(OptionSet&), const char* caption) {
  OptionSet options(caption);
  declare(options);
  if (options.descriptions().options().empty()) return "";
  std::ostringstream text;
  text << options.descriptions() << '\n';
  return text.str();
}

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const auto& word : words) text += (text.empty() ? "" : ", ") + word;
  return text;
}

} // namespace

std::string command_help(const Command& command, const std::string& program) {
  std::string text = fmt::format("Usage: {} {} [options]{}{}\n\nSummary:\n{}\n\n", program, command.name,
                                 command.arguments.empty() ? "" : " ", command.arguments, command.purpose);
  text += options_text(command.declare, "Options");
  text += options_text(declare_global, "Global options");
  if (!command.details.empty()) text += "Details:\n" + command.details + "\n\n";
  if (!command.examples.empty()) text += "Examples:\n" + indented(command.examples) + "\n";
  if (!command.aliases.empty()) text += "Aliases: " + joined(command.aliases) + "\n\n";
  if (!command.see_also.empty()) text += "See also: " + joined(command.see_also) + "\n\n";
  text.pop_back();
  return with_program(std::move(text), program);
}

std::string commands_help() {
  std::map<std::string, std::string> purposes;
  std::size_t width = 0;
  for (const auto& command : all_commands()) {
    purposes[command.name] = command.purpose;
    for (const auto& alias : command.aliases) purposes[alias] = "Alias for '" + command.name + "'.";
  }
  for (const auto& [name, purpose] : purposes) width = std::max(width, name.size());
  std::string text;
  for (const auto& [name, purpose] : purposes) text += fmt::format("{:<{}}  {}\n", name, width, purpose);
  return text;
}

std::string overview_help(const std::string& program) {
  return with_program(
      R"(Charms carry the knowledge of how to run a piece of software. Add charms, relate them, and watch
them settle:

    {program} add-charm ./charms/mariadb
    {program} add-charm ./charms/wordpress
    {program} relate wordpress mariadb
    {program} status --watch 1s

Usage: {program} <command> [options] [arguments]

    {program} help commands      every command with its purpose
    {program} help <command>     one command in full; also {program} <command> --help
    {program} --version          the version

Everyday commands:
    add-charm, deploy     add a charm to the model and run it
    relate, integrate     relate two applications
    status                what runs, and how it is
    config                read or change an application's settings
    add-unit              run more of an application
    remove-application    take an application away
    debug-log             what hooks and agents have to say
)",
      program);
}

} // namespace periapt::cli
