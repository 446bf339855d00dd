#include "core/secret.h"

#include "core/error.h"

#include <boost/describe/enum_from_string.hpp>
#include <boost/describe/enum_to_string.hpp>

#include <algorithm>

namespace periapt {
namespace {

constexpr std::string_view digits = "0123456789abcdefghijklmnopqrstuv";
constexpr std::size_t id_length = 20;
constexpr std::size_t id_bits = 96;

bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
bool is_key_character(char c) { return is_lower(c) || (c >= '0' && c <= '9'); }

int value_of_hex(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  throw make_error(ErrorKind::internal, "'{}' is no hex digit", c);
}

bool is_uuid(std::string_view text) {
  return text.size() == 36 && std::all_of(text.begin(), text.end(), [](char c) {
           return c == '-' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
         });
}

} // namespace

std::optional<RotatePolicy> parse_rotate_policy(std::string_view text) {
  RotatePolicy policy{};
  if (!boost::describe::enum_from_string(std::string(text).c_str(), policy)) return std::nullopt;
  return policy;
}

std::string_view name_of(RotatePolicy policy) { return boost::describe::enum_to_string(policy, ""); }

bool is_secret_id(std::string_view text) {
  return text.size() == id_length && text.find_first_not_of(digits) == std::string_view::npos &&
         (text.back() == '0' || text.back() == 'g');
}

std::string secret_id_from_hex(std::string_view hex) {
  std::string id;
  unsigned pending = 0;
  int bits = 0;
  for (const char c : hex.substr(0, id_bits / 4)) {
    pending = pending << 4 | static_cast<unsigned>(value_of_hex(c));
    bits += 4;
    if (bits < 5) continue;
    bits -= 5;
    id += digits[pending >> bits & 31];
  }
  id += digits[pending << (5 - bits) & 31];
  return id;
}

std::optional<std::string> parse_secret_uri(std::string_view text) {
  if (text.starts_with("secret:")) {
    text.remove_prefix(7);
    if (text.starts_with("//")) text.remove_prefix(2);
  }
  if (const auto slash = text.find('/'); slash != std::string_view::npos) {
    if (!is_uuid(text.substr(0, slash))) return std::nullopt;
    text.remove_prefix(slash + 1);
  }
  if (!is_secret_id(text)) return std::nullopt;
  return std::string(text);
}

std::string secret_uri(std::string_view id) { return "secret:" + std::string(id); }

/// ^([a-z](?:-?[a-z0-9]){2,})$
bool is_secret_key(std::string_view key) {
  if (key.empty() || !is_lower(key.front())) return false;
  std::size_t characters = 1;
  for (std::size_t i = 1; i < key.size(); ++i) {
    if (key[i] == '-') {
      ++i;
      if (i == key.size()) return false;
    }
    if (!is_key_character(key[i])) return false;
    ++characters;
  }
  return characters >= 3;
}

void check_secret_content(const SecretContent& content) {
  if (content.empty()) throw Error(ErrorKind::invalid, "empty secret value not valid");
  std::size_t total = 0;
  for (const auto& [key, value] : content) {
    if (!is_secret_key(key)) throw make_error(ErrorKind::invalid, "key \"{}\" not valid", key);
    if (value.size() > most_secret_bytes)
      throw make_error(ErrorKind::invalid, "base64 encoded secret content for key \"{}\" too large: {} bytes", key,
                       value.size());
    total += value.size();
  }
  if (total > most_secret_bytes)
    throw make_error(ErrorKind::invalid, "base64 encoded secret content too large: {} bytes", total);
}

} // namespace periapt
