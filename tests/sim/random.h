// One seed, one history: the same numbers on every machine and in every build.
#pragma once

#include <cstddef>
#include <cstdint>

namespace periapt::sim {

class Random {
public:
  /// Not a multiple of the step below, or the next seed would play the same numbers one later.
  explicit Random(std::uint64_t seed) : state_(seed * 0xD1342543DE82EF95ull + 0x1234567) {}

  /// splitmix64
  std::uint64_t next() {
    state_ += 0x9E3779B97F4A7C15ull;
    auto z = state_;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ull;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBull;
    return z ^ (z >> 31);
  }
  /// 0 … bound-1; bound > 0
  std::size_t below(std::size_t bound) { return static_cast<std::size_t>(next() % bound); }
  bool percent(unsigned chance) { return below(100) < chance; }
  template <class Container>
  auto& pick(Container& items) {
    auto place = items.begin();
    std::advance(place, below(items.size()));
    return *place;
  }

private:
  std::uint64_t state_;
};

} // namespace periapt::sim
