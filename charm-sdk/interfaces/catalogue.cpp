#include "interfaces/catalogue.h"

#include "interfaces/shipped_files.h"

#include <algorithm>
#include <map>
#include <mutex>

namespace periapt::interfaces {
namespace {

constexpr std::size_t most_kept = 256;

class ContractCache {
public:
  std::shared_ptr<const Contract> read(const std::string& text) {
    {
      const std::lock_guard lock(mutex_);
      if (const auto known = contracts_.find(text); known != contracts_.end()) return known->second;
    }
    auto contract = std::make_shared<const Contract>(text);
    const std::lock_guard lock(mutex_);
    if (contracts_.size() >= most_kept) contracts_.clear();
    return contracts_.emplace(text, std::move(contract)).first->second;
  }

private:
  std::mutex mutex_;
  std::map<std::string, std::shared_ptr<const Contract>> contracts_;
};

std::vector<ContractText> read_shipped() {
  std::vector<ContractText> contracts;
  for (const auto text : shipped_files()) {
    const auto contract = read_contract(std::string(text));
    contracts.push_back({contract->interface(), contract->version(), std::string(text)});
  }
  std::sort(contracts.begin(), contracts.end(), [](const auto& left, const auto& right) {
    return std::tie(left.interface, left.version) < std::tie(right.interface, right.version);
  });
  return contracts;
}

} // namespace

const std::vector<ContractText>& shipped_contracts() {
  static const auto contracts = read_shipped();
  return contracts;
}

std::shared_ptr<const Contract> read_contract(const std::string& text) {
  static ContractCache cache;
  return cache.read(text);
}

bool is_same_interface(std::string_view left, std::string_view right) {
  const auto folded = [](char c) { return c == '_' ? '-' : c; };
  return std::equal(left.begin(), left.end(), right.begin(), right.end(),
                    [&](char one, char other) { return folded(one) == folded(other); });
}

} // namespace periapt::interfaces
