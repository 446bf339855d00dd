#include "cli/reference.h"

#include "cli/command_table.h"
#include "core/text.h"

#include <boost/program_options/cmdline.hpp>
#include <fmt/ranges.h>

#include <sstream>

namespace periapt::cli {
namespace {

namespace po = boost::program_options;

constexpr const char* program = "model";

std::string anchor_of(const std::string& name) { return replace_all(name, " ", "-"); }

/// A placeholder is no HTML.
std::string prose(const std::string& text) { return replace_all(text, "<", "\\<"); }
/// In a cell of a table.
std::string cell(const std::string& text) { return replace_all(text, "|", "\\|"); }

std::string spelling(const po::option_description& option) {
  const auto names = option.canonical_display_name(po::command_line_style::allow_dash_for_short);
  auto text = "`--" + option.long_name();
  if (names.starts_with('-') && names.size() == 2 && names != "--") text = "`" + names + "`, " + text;
  if (option.semantic()->max_tokens() > 0) text += " " + option.semantic()->name();
  return cell(text + "`");
}

std::string options_table(void (*declare)(OptionSet&)) {
  OptionSet options;
  declare(options);
  if (options.descriptions().options().empty()) return "";
  std::string text = "| option | what it does |\n| --- | --- |\n";
  for (const auto& option : options.descriptions().options())
    text += fmt::format("| {} | {} |\n", spelling(*option), cell(prose(option->description())));
  return text + "\n";
}

std::string links(const std::vector<std::string>& names) {
  std::vector<std::string> all;
  for (const auto& name : names) all.push_back(find_command(name) ? fmt::format("[{}](#{})", name, anchor_of(name)) : name);
  return fmt::format("{}", fmt::join(all, ", "));
}

std::string section(const Command& command) {
  auto text = fmt::format("## {}\n\n{}\n\n```\n{} {} [options]{}{}\n```\n\n", command.name, prose(command.purpose), program,
                          command.name, command.arguments.empty() ? "" : " ", command.arguments);
  if (!command.details.empty()) text += prose(command.details) + "\n\n";
  text += options_table(command.declare);
  if (!command.examples.empty()) text += "```\n" + command.examples + "\n```\n\n";
  if (!command.aliases.empty()) text += fmt::format("Also called: {}\n\n", fmt::join(command.aliases, ", "));
  if (!command.see_also.empty()) text += "See also: " + links(command.see_also) + "\n\n";
  return text;
}

} // namespace

std::string reference_page() {
  std::string text = "# Commands\n\nWritten by `model help commands --format markdown`.\n\n";
  for (const auto& command : all_commands())
    text += fmt::format("* [{}](#{}): {}\n", command.name, anchor_of(command.name), prose(command.purpose));
  text += "\n## Options of every command\n\n" + options_table(declare_global);
  for (const auto& command : all_commands()) text += section(command);
  text.pop_back(); // one newline at the end
  return replace_all(std::move(text), "{program}", program);
}

} // namespace periapt::cli
