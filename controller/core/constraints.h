// Constraints: what a machine should have, as `mem=2G cores=4`. Kept and shown everywhere as one canonical text.
// Rule: contract/cli.md 1.9 and 2.13. Pure; any thread.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace periapt {

class Constraints {
public:
  Constraints() = default;
  /// Words `key=value`, an alias by its own name, the last of a key counts, an empty value takes the key away.
  /// Throws Error(invalid): `unknown constraint "x"`, `malformed constraint "x"`, `bad "mem" constraint: …`.
  static Constraints parse(std::string_view text);

  bool empty() const { return values_.empty(); }
  /// In the contract's order of keys; sizes in MiB: `cores=4 mem=2048M`. parse() of it gives the same.
  std::string str() const;
  /// These, and of the others the keys that these do not have.
  Constraints over(const Constraints& others) const;

  enum class Kind { text, number, size, list, boolean };
  struct Item {
    std::string key;
    Kind kind = Kind::text;
    std::string value; // canonical; a size without its unit
  };
  /// In the contract's order.
  std::vector<Item> items() const;

private:
  std::map<std::string, std::string, std::less<>> values_; // canonical, as in Item
};

} // namespace periapt
