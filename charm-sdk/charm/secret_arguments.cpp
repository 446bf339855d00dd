#include "charm/secret_arguments.h"

#include "charm/base64.h"
#include "charm/yaml_reader.h"
#include "core/error.h"

namespace periapt::charm {
namespace {

constexpr std::string_view base64_suffix = "#base64";
constexpr std::string_view file_suffix = "#file";

bool take_suffix(std::string& key, std::string_view suffix) {
  if (!key.ends_with(suffix)) return false;
  key.resize(key.size() - suffix.size());
  return true;
}

void require_key(const std::string& key) {
  if (!is_secret_key(key)) throw make_error(ErrorKind::invalid, "key \"{}\" not valid", key);
}

SecretArgument parse_argument(const std::string& text) {
  const auto equals = text.find('=');
  const auto value = equals == std::string::npos ? "" : text.substr(equals + 1);
  if (equals == 0 || value.find_first_not_of('=') == std::string::npos)
    throw make_error(ErrorKind::invalid, "key value \"{}\" not valid", text);
  SecretArgument argument{.key = text.substr(0, equals), .value = value};
  argument.is_base64 = take_suffix(argument.key, base64_suffix);
  argument.is_file = !argument.is_base64 && take_suffix(argument.key, file_suffix);
  require_key(argument.key);
  return argument;
}

void require_size(const std::string& path, std::size_t size) {
  if (size > most_secret_bytes)
    throw make_error(ErrorKind::invalid, "secret content in file \"{}\" too large: {} bytes", path, size);
}

} // namespace

std::vector<SecretArgument> parse_secret_arguments(const std::vector<std::string>& texts) {
  std::vector<SecretArgument> arguments;
  for (const auto& text : texts) arguments.push_back(parse_argument(text));
  return arguments;
}

SecretContent content_of(const std::vector<SecretArgument>& arguments) {
  SecretContent content;
  for (const auto& [key, is_base64, is_file, value] : arguments)
    if (!is_file) content[key] = is_base64 ? value : base64_encode(value);
  return content;
}

void add_secret_file(SecretContent& content, const std::string& key, const std::string& path, std::string_view bytes) {
  require_size(path, bytes.size());
  content[key] = base64_encode(bytes);
}

void add_secret_map(SecretContent& content, const std::string& path, std::string_view text) {
  require_size(path, text.size());
  for (const auto& [name, value] : read_string_map(text)) {
    auto key = name;
    const bool is_base64 = take_suffix(key, base64_suffix);
    require_key(key);
    content[key] = is_base64 ? value : base64_encode(value);
  }
}

} // namespace periapt::charm
