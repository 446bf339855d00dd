// Names and directives of storage, checked when they are read. Rule: contract/charm-format.md, sections 1 and 3.2.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace periapt {

bool is_valid_storage_name(std::string_view text); // data
bool is_valid_pool_name(std::string_view text);

/// "data/0"
struct StorageInstanceName {
  std::string storage;
  std::int64_t number = 0;
  std::string str() const;
  /// nullopt unless `text` is well formed.
  static std::optional<StorageInstanceName> parse(std::string_view text);
};

/// `[pool],[count],[size]` in any order.
struct StorageDirective {
  std::optional<std::string> pool;
  std::optional<int> count;
  std::optional<std::int64_t> size_mib;
  bool operator==(const StorageDirective&) const = default;
};

/// Throws Error(invalid) with the contract's texts.
StorageDirective parse_storage_directive(std::string_view text);
/// The same for storage `name`: `cannot parse constraints for storage "data": …`.
StorageDirective parse_storage_directive(std::string_view name, std::string_view text);

/// "100M", "1.5G", "2TiB": whole MiB, rounded up. Without a suffix MiB. nullopt: no size.
std::optional<std::int64_t> parse_size_mib(std::string_view text);

/// "1.0 GiB", "100 MiB": how a size is shown.
std::string size_text(std::int64_t mib);

} // namespace periapt
