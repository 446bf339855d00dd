// Base64 as `!!binary` of YAML needs it.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace periapt::charm {

std::string base64_encode(std::string_view bytes);

/// White space is skipped; nullopt when the rest is not base64.
std::optional<std::string> base64_decode(std::string_view text);

} // namespace periapt::charm
