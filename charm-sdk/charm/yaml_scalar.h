// What a plain YAML 1.1 scalar means, and how a string is written so that it is read back as a string.
// Charms are written and read by YAML 1.1 programs, where `yes`, `0o17` and `1:30` are not strings.
// Rule: contract/hook-tools.md 1.3, contract/charm-format.md 3.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace periapt::charm {

/// Timestamps and ambiguous texts (`1:30`, `0189`: numbers to some readers only) are read as strings, and
/// quoted when written.
enum class ScalarType { null, boolean, integer, real, timestamp, ambiguous, merge, string };

/// The type of an unquoted scalar without a tag.
ScalarType resolve_scalar(std::string_view plain);

/// The value of a scalar of that type; nullopt for other texts. Integers: decimal, 0x, 0b, 0o, a leading 0
/// is octal, underscores are skipped.
std::optional<bool> scalar_bool(std::string_view plain);
std::optional<std::int64_t> scalar_int(std::string_view plain);
std::optional<double> scalar_real(std::string_view plain);

/// A string as one YAML token: plain when nothing can mistake it, double-quoted when plain would have
/// another type, single-quoted when plain is illegal, `!!binary` when it is not UTF-8. A text of several
/// lines becomes a literal block whose lines are indented by `indent` spaces.
std::string yaml_scalar(std::string_view text, int indent = 2);

/// The same on one line, as a mapping key needs it.
std::string yaml_key(std::string_view text);

} // namespace periapt::charm
