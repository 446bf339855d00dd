// How often each kind of operation and fault occurred over all histories. A simulation that rarely does a thing
// shows nothing about it, so the counts are printed and a minimum is required.
#pragma once

#include <cstdint>
#include <iostream>
#include <map>
#include <string>
#include <vector>

namespace periapt::sim {

class Coverage {
public:
  explicit Coverage(std::vector<std::string> expected) {
    for (auto& name : expected) counts_[std::move(name)] = 0;
  }
  void count(const std::string& name) { ++counts_[name]; }

  /// Prints every count; false if one is below `least`.
  bool report(std::int64_t least) const {
    bool enough = true;
    for (const auto& [name, count] : counts_) {
      std::cout << "  " << name << ": " << count << (count < least ? "   TOO FEW" : "") << '\n';
      enough = enough && count >= least;
    }
    return enough;
  }

private:
  std::map<std::string, std::int64_t> counts_;
};

} // namespace periapt::sim
