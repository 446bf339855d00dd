#include "charm/resource_file.h"

#include "core/resource.h"

#include <fmt/format.h>

namespace periapt::charm {
namespace {

/// With its dot; that of ".profile" is ".profile".
std::string extension_of(const std::string& file_name) {
  const auto dot = file_name.rfind('.');
  return dot == std::string::npos ? "" : file_name.substr(dot);
}

} // namespace

std::optional<std::string> obstacle_to_file(const Resource& resource, const std::string& file_name) {
  if (!is_plain_file_name(resource.name)) return "its name cannot be a folder's name";
  if (resource.type == ResourceType::oci_image) return std::nullopt; // its description may be called anything
  if (!is_plain_file_name(resource.filename))
    return fmt::format("the charm's filename \"{}\" is not valid", resource.filename);
  const auto given = extension_of(file_name);
  const auto expected = extension_of(resource.filename);
  if (given == expected) return std::nullopt;
  if (expected.empty()) return fmt::format("filename extension \"{}\" must be absent", given);
  return fmt::format("filename extension \"{}\" must be {}", given, expected);
}

} // namespace periapt::charm
