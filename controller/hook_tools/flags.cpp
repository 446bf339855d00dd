#include "hook_tools/flags.h"

#include "core/error.h"
#include "hook_tools/text.h"

#include <algorithm>

namespace periapt::hook_tools {
namespace {

std::string dashed(std::string_view name) {
  const bool letter = name.size() == std::max<std::size_t>(utf8_length(name), 1);
  return fmt::format("{}{}", letter ? "-" : "--", name);
}

bool parse_boolean(const std::string& text) {
  for (const char* yes : {"1", "t", "T", "TRUE", "true", "True"})
    if (text == yes) return true;
  for (const char* no : {"0", "f", "F", "FALSE", "false", "False"})
    if (text == no) return false;
  throw make_error(ErrorKind::invalid, "strconv.ParseBool: parsing {}: invalid syntax", go_quoted(text));
}

} // namespace

/// One pass over the arguments, left to right.
class FlagSet::Parser {
public:
  Parser(const FlagSet& flags, const Arguments& arguments) : flags_(flags), arguments_(arguments) {}

  /// False when --help was reached.
  bool run() {
    while (next_ < arguments_.size()) {
      const std::string& argument = arguments_[next_++];
      if (argument == "--") {
        positionals_.insert(positionals_.end(), arguments_.begin() + static_cast<long>(next_), arguments_.end());
        return true;
      }
      if (argument.size() < 2 || argument[0] != '-') {
        positionals_.push_back(argument);
      } else if (!(argument[1] == '-' ? long_flag(argument) : letters(std::string_view(argument).substr(1)))) {
        return false;
      }
    }
    return true;
  }

  Arguments positionals() && { return std::move(positionals_); }

private:
  bool long_flag(const std::string& argument) {
    const auto equals = argument.find('=');
    const std::string name = argument.substr(2, equals == std::string::npos ? equals : equals - 2);
    if (name.empty()) throw make_error(ErrorKind::invalid, "empty option in argument {}", go_quoted(argument));
    const Flag* flag = find(name);
    if (!flag) return false;
    if (equals != std::string::npos) {
      set(*flag, name, argument.substr(equals + 1));
    } else {
      set(*flag, name, flag->boolean ? "true" : following(name));
    }
    return true;
  }

  /// `-r3` or a cluster of boolean letters; a letter does not strip `=` from its value.
  bool letters(std::string_view cluster) {
    while (!cluster.empty()) {
      const std::string name(cluster.substr(0, std::max<std::size_t>(utf8_length(cluster), 1)));
      cluster.remove_prefix(name.size());
      const Flag* flag = find(name);
      if (!flag) return false;
      if (flag->boolean && !cluster.starts_with('=')) {
        set(*flag, name, "true");
      } else {
        set(*flag, name, cluster.empty() ? following(name) : std::string(cluster));
        return true;
      }
    }
    return true;
  }

  /// Null when help is asked for.
  const Flag* find(const std::string& name) const {
    const Flag* flag = flags_.find(name);
    if (!flag && name != "help" && name != "h")
      throw make_error(ErrorKind::invalid, "option provided but not defined: {}", dashed(name));
    return flag;
  }

  std::string following(const std::string& name) {
    if (next_ == arguments_.size())
      throw make_error(ErrorKind::invalid, "option needs an argument: {}", dashed(name));
    return arguments_[next_++];
  }

  static void set(const Flag& flag, const std::string& name, const std::string& value) {
    try {
      flag.set(value);
    } catch (const Error& reason) {
      throw make_error(ErrorKind::invalid, "invalid value {} for option {}: {}", go_quoted(value), dashed(name),
                       reason.what());
    }
  }

  const FlagSet& flags_;
  const Arguments& arguments_;
  std::size_t next_ = 0;
  Arguments positionals_;
};

void FlagSet::boolean(Names names, std::string help, bool& target) {
  flags_.push_back({std::move(names), "  (= false)", std::move(help), true,
                    [&target](const std::string& text) { target = parse_boolean(text); }});
}

void FlagSet::text(Names names, std::string help, std::string& target) {
  flags_.push_back({std::move(names), " (= \"\")", std::move(help), false,
                    [&target](const std::string& text) { target = text; }});
}

void FlagSet::value(Names names, std::string initial, std::string help, Setter set) {
  flags_.push_back({std::move(names), fmt::format("  (= {})", initial), std::move(help), false, std::move(set)});
}

std::optional<Arguments> FlagSet::parse(const Arguments& arguments) const {
  Parser parser(*this, arguments);
  if (!parser.run()) return std::nullopt;
  return std::move(parser).positionals();
}

std::string FlagSet::help() const {
  auto sorted = flags_;
  std::sort(sorted.begin(), sorted.end(), [](const Flag& a, const Flag& b) { return a.names.back() < b.names.back(); });
  std::string result;
  for (const Flag& flag : sorted) {
    std::string names;
    for (const auto& name : flag.names) names += (names.empty() ? "" : ", ") + dashed(name);
    result += fmt::format("{}{}\n    {}\n", names, flag.initial, flag.help);
  }
  return result;
}

const FlagSet::Flag* FlagSet::find(std::string_view name) const {
  for (const Flag& flag : flags_)
    if (std::find(flag.names.begin(), flag.names.end(), name) != flag.names.end()) return &flag;
  return nullptr;
}

void refuse_more_than(std::size_t used, const Arguments& positionals) {
  if (positionals.size() <= used) return;
  std::string list;
  for (std::size_t i = used; i < positionals.size(); ++i) list += (list.empty() ? "" : " ") + go_quoted(positionals[i]);
  throw make_error(ErrorKind::invalid, "unrecognized args: [{}]", list);
}

} // namespace periapt::hook_tools
