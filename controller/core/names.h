// Names of the field, checked when they are made: a UnitName that exists is valid.
// Rule: contract/charm-format.md, section 1. Names are labels; identity is an id (core/ids.h).
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace periapt {

bool is_valid_application_name(std::string_view text);
bool is_valid_model_name(std::string_view text);
bool is_valid_endpoint_name(std::string_view text);
bool is_valid_machine_name(std::string_view text);
bool is_valid_user_name(std::string_view text);

/// A checked string. Kind gives the rule; the constructor throws Error(invalid) with the contract's text.
template <class Kind>
class Name {
public:
  explicit Name(std::string text) : text_(std::move(text)) { Kind::check(text_); }
  static std::optional<Name> parse(std::string_view text) {
    if (!Kind::valid(text)) return std::nullopt;
    return Name(std::string(text));
  }
  const std::string& str() const noexcept { return text_; }
  auto operator<=>(const Name&) const = default;

private:
  std::string text_;
};

struct ApplicationNameKind {
  static bool valid(std::string_view text) { return is_valid_application_name(text); }
  static void check(std::string_view text); // cli.md 1.9: names the unexpected upper-case character
};
struct ModelNameKind {
  static bool valid(std::string_view text) { return is_valid_model_name(text); }
  static void check(std::string_view text);
};
struct EndpointNameKind {
  static bool valid(std::string_view text) { return is_valid_endpoint_name(text); }
  static void check(std::string_view text);
};
struct MachineNameKind {
  static bool valid(std::string_view text) { return is_valid_machine_name(text); }
  static void check(std::string_view text);
};

struct UserNameKind {
  static bool valid(std::string_view text) { return is_valid_user_name(text); }
  static void check(std::string_view text);
};

using ApplicationName = Name<ApplicationNameKind>;
using ModelName = Name<ModelNameKind>;
using EndpointName = Name<EndpointNameKind>;
/// "0" or "0/lxd/1"
using MachineName = Name<MachineNameKind>;
/// "ann", or "ann@domain" for a user of an identity provider
using UserName = Name<UserNameKind>;

/// "wordpress/0". Ordered as plain strings ("a/10" before "a/2"), as the contract sorts units.
class UnitName {
public:
  UnitName(ApplicationName application, std::int64_t number);
  explicit UnitName(std::string_view text); // throws Error(invalid) `invalid unit name "x"`
  static std::optional<UnitName> parse(std::string_view text);

  const std::string& str() const noexcept { return text_; }
  ApplicationName application() const;
  std::int64_t number() const;
  /// "unit-wordpress-0": folder names, log entities
  std::string tag() const;
  auto operator<=>(const UnitName&) const = default;

private:
  std::string text_;
};

/// Natural order for people: "app/2" before "app/10".
bool natural_less(std::string_view left, std::string_view right);

} // namespace periapt
