#include "client/request.h"

#include <cctype>

namespace periapt::client {
namespace {

/// RFC 3986: everything but unreserved characters.
void append_encoded(std::string& out, std::string_view text) {
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (std::isalnum(byte) || c == '-' || c == '.' || c == '_' || c == '~') out += c;
    else out += fmt::format("%{:02X}", static_cast<unsigned>(byte));
  }
}

} // namespace

std::string target(std::initializer_list<std::string_view> segments) {
  std::string result = "/v1";
  for (const auto segment : segments) {
    result += '/';
    append_encoded(result, segment);
  }
  return result;
}

std::string with_query(std::string target, Query query) {
  char separator = '?';
  for (const auto& [name, value] : query) {
    target += std::exchange(separator, '&');
    append_encoded(target, name);
    target += '=';
    append_encoded(target, value);
  }
  return target;
}

} // namespace periapt::client
