// What a command line may hold, and what one held. Options are declared with Boost.Program_options, whose
// descriptions also make the help; parsing is our own, because the contract's grammar (`--flag=false`,
// `--key=` as an empty value, its error texts) is not that of the library's parser.
// Rule: contract/cli.md, 1.4.
#pragma once

#include <boost/program_options/options_description.hpp>

#include <chrono>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace periapt::cli {

/// The options of one command. Names are long names and at most one letter, comma separated:
/// "num-units,n". The first long name is the one to ask for afterwards.
class OptionSet {
public:
  explicit OptionSet(const std::string& caption = "Options");

  /// present or absent, or --name=true|false
  OptionSet& flag(const char* names, const char* text);
  /// takes a value; given twice, the last one counts unless the command asks for all
  OptionSet& value(const char* names, const char* placeholder, const char* text, const std::string& initial = "");

  /// nullptr when there is no such option; `name` is "--long" or "-l"
  const boost::program_options::option_description* find(std::string_view name) const;
  const boost::program_options::options_description& descriptions() const { return descriptions_; }

private:
  boost::program_options::options_description descriptions_;
};

/// One parsed command line. An option that the command does not have is one that was not given.
class Arguments {
public:
  /// Throws UsageError with the contract's text.
  /// `options_first`: the first word that is no option ends them.
  static Arguments parse(const OptionSet& options, std::span<const std::string> words, bool options_first = false);

  const std::vector<std::string>& positional() const { return positional_; }

  bool given(const std::string& name) const { return values_.contains(name); }
  bool flag(const std::string& name) const;
  /// the last value, or the declared initial one
  std::string text(const std::string& name) const;
  /// every value, in the order given
  std::vector<std::string> all(const std::string& name) const;
  /// every value, each split at its commas; empty parts are dropped
  std::vector<std::string> list(const std::string& name) const;
  /// Throws UsageError when it is not a whole number.
  std::int64_t integer(const std::string& name) const;
  /// Throws UsageError when it is not like 1m30s.
  std::chrono::milliseconds duration(const std::string& name) const;

private:
  explicit Arguments(const OptionSet& options) : options_(&options) {}
  void add(const boost::program_options::option_description& option, std::string value);

  const OptionSet* options_; // for initial values; outlives the arguments
  std::map<std::string, std::vector<std::string>> values_;
  std::vector<std::string> positional_;
};

/// Throws UsageError `unrecognized args: ["x" "y"]` when there are more than `most` words.
void refuse_surplus(const std::vector<std::string>& words, std::size_t most);

/// "x" "y" as Go prints a list of strings: ["x" "y"]
std::string quoted_list(std::span<const std::string> words);

std::vector<std::string> split(std::string_view text, char separator);

} // namespace periapt::cli
