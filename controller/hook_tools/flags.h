// The flag parser of the hook tools. Flags and positionals may be interspersed, `--` ends the flags, the last of
// repeated flags wins, the first error is the one reported. Rule: contract/hook-tools.md 1.2.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace periapt::hook_tools {

using Arguments = std::vector<std::string>;

class FlagSet {
public:
  /// Without dashes: {"r", "relation"}.
  using Names = std::vector<std::string>;
  /// Takes a value; throws Error with the reason alone when it is wrong.
  using Setter = std::function<void(const std::string& value)>;

  /// Targets are borrowed and must outlive parse().
  void boolean(Names names, std::string help, bool& target);
  void text(Names names, std::string help, std::string& target);
  /// `initial` is what help shows: charms read the instance of their hook from `-s  (= data/0)` of storage-get.
  void value(Names names, std::string initial, std::string help, Setter set);

  /// The positionals; nullopt when --help was reached. Throws Error(invalid), in the contract's words.
  std::optional<Arguments> parse(const Arguments& arguments) const;

  /// The lines below "Options:", sorted by name.
  std::string help() const;

private:
  struct Flag {
    Names names;
    std::string initial; ///< as help shows it after the names
    std::string help;
    bool boolean;
    Setter set;
  };
  class Parser;

  const Flag* find(std::string_view name) const;

  std::vector<Flag> flags_;
};

/// Throws Error(invalid) `unrecognized args: ["a" "b"]` when there are more than `used` positionals.
void refuse_more_than(std::size_t used, const Arguments& positionals);

} // namespace periapt::hook_tools
