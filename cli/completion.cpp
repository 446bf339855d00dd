#include "cli/completion.h"

#include "cli/command_table.h"

#include <algorithm>
#include <set>

namespace periapt::cli {
namespace {

namespace po = boost::program_options;

/// Which words of a usage line stand for which names.
constexpr std::pair<const char*, NameKind> spoken_of[] = {
    {"application", NameKind::application}, {"unit", NameKind::unit},   {"machine", NameKind::machine},
    {"<model", NameKind::model},            {"<controller", NameKind::controller},
};

bool takes_value(const po::option_description& option) { return option.semantic()->max_tokens() > 0; }

/// "tabular, json or yaml" → its words, as declare_format has them.
std::vector<std::string> formats_of(const std::string& description) {
  std::vector<std::string> formats;
  for (auto& word : split(description, ' ')) {
    if (word.ends_with(',')) word.pop_back();
    if (!word.empty() && word != "or") formats.push_back(std::move(word));
  }
  return formats;
}

class Completion {
public:
  Completion(std::span<const std::string> words, const Names& names)
      : before_(words.first(words.size() - 1)), typed_(words.back()), names_(names) {}

  std::vector<std::string> run() {
    const auto matched = command_words();
    const auto* command = matched.empty() ? nullptr : match_command(matched).command;
    if (!command || (matched.size() < 2 && !commands_of_group(command->name).empty() && !typed_.starts_with('-')))
      offer_commands(matched);
    else offer_for(*command);
    return {found_.begin(), found_.end()};
  }

private:
  /// The finished words that are no options.
  std::vector<std::string> command_words() const {
    std::vector<std::string> words;
    for (const auto& word : before_)
      if (!word.starts_with('-')) words.push_back(word);
    return words;
  }

  void offer(const std::string& text) {
    if (text.starts_with(typed_)) found_.insert(text);
  }
  void offer(NameKind kind) {
    for (const auto& name : names_(kind)) offer(name);
  }

  /// Of "charm build" the first word, or after it the second.
  void offer_commands(const std::vector<std::string>& words) {
    if (words.size() > 1) return;
    const auto group = words.empty() ? "" : words.front() + " ";
    for (const auto& command : all_commands()) {
      if (command.name.starts_with(group)) offer(split(command.name.substr(group.size()), ' ').front());
      if (group.empty())
        for (const auto& alias : command.aliases) offer(alias);
    }
  }

  void offer_for(const Command& command) {
    OptionSet options;
    declare_global(options);
    command.declare(options);
    if (!before_.empty() && before_.back().starts_with('-'))
      if (const auto* option = options.find(before_.back()); option && takes_value(*option)) return offer_value(*option);
    if (typed_.starts_with('-')) return offer_options(options);
    if (command.name == "help") return offer_commands({});
    for (const auto& [word, kind] : spoken_of)
      if (command.arguments.find(word) != std::string::npos) offer(kind);
  }

  void offer_value(const po::option_description& option) {
    const auto& name = option.long_name();
    if (name == "model") offer(NameKind::model);
    else if (name == "controller") offer(NameKind::controller);
    else if (name == "unit") offer(NameKind::unit);
    else if (name == "application") offer(NameKind::application);
    else if (name == "machine" || name == "to") offer(NameKind::machine);
    else if (name == "format")
      for (const auto& format : formats_of(option.description())) offer(format);
  }

  void offer_options(const OptionSet& options) {
    for (const auto& option : options.descriptions().options()) offer("--" + option->long_name());
  }

  std::span<const std::string> before_;
  const std::string& typed_;
  const Names& names_;
  std::set<std::string> found_;
};

} // namespace

std::vector<std::string> completions(std::span<const std::string> words, const Names& names) {
  return words.empty() ? std::vector<std::string>() : Completion(words, names).run();
}

} // namespace periapt::cli
