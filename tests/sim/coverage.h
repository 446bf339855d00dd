// How often each kind of operation and fault occurred over all histories, and at which points processes ended. A
// simulation that rarely does a thing shows nothing about it, so the counts are printed and a minimum is required.
#pragma once

#include <cstdint>
#include <iostream>
#include <map>
#include <string>
#include <vector>

namespace periapt::sim {

class Coverage {
public:
  using Counts = std::map<std::string, std::int64_t>;

  explicit Coverage(const std::vector<std::string>& expected, const std::vector<std::string>& crashes = {}) {
    for (const auto& name : expected) counts_[name] = 0;
    for (const auto& name : crashes) crashes_[name] = 0;
  }
  void count(const std::string& name) { ++counts_[name]; }
  void count_crash(const std::string& where) { ++crashes_[where]; }

  /// Prints every count; false if one is below its least.
  bool report(std::int64_t least, std::int64_t least_crashes) const {
    const bool enough = print(counts_, least);
    if (!crashes_.empty()) std::cout << "processes ended at:\n";
    return print(crashes_, least_crashes) && enough;
  }

private:
  static bool print(const Counts& counts, std::int64_t least) {
    bool enough = true;
    for (const auto& [name, count] : counts) {
      std::cout << "  " << name << ": " << count << (count < least ? "   TOO FEW" : "") << '\n';
      enough = enough && count >= least;
    }
    return enough;
  }

  Counts counts_;
  Counts crashes_;
};

} // namespace periapt::sim
