#include "services/ssh_keys.h"

#include "base/md5.h"
#include "charm/base64.h"
#include "core/error.h"
#include "store/ssh_key_repository.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <sstream>

namespace periapt::services {
namespace {

constexpr std::size_t longest_key = 16 * 1024;

bool is_key_type(const std::string& word) {
  return word.starts_with("ssh-") || word.starts_with("ecdsa-sha2-") || word.starts_with("sk-");
}

/// The key's own bytes begin with its type, length first.
bool names_its_type(const std::string& bytes, const std::string& type) {
  return bytes.size() > 4 + type.size() && static_cast<unsigned char>(bytes[3]) == type.size() &&
         bytes.compare(4, type.size(), type) == 0;
}

std::string colon_pairs(const std::string& hex) {
  std::string text;
  for (std::size_t i = 0; i < hex.size(); i += 2) text += (i == 0 ? "" : ":") + hex.substr(i, 2);
  return text;
}

std::string known_text(const std::vector<SshKey>& keys, const std::string& id) {
  std::string whole;
  try {
    whole = parse_ssh_key(id).key;
  } catch (const Error&) {
    // a fingerprint or a comment
  }
  const auto found = std::find_if(keys.begin(), keys.end(), [&](const auto& one) {
    return one.key == whole || one.fingerprint == id || (!one.comment.empty() && one.comment == id);
  });
  return found == keys.end() ? "" : found->key;
}

} // namespace

SshKey parse_ssh_key(const std::string& line) {
  if (line.size() > longest_key) throw Error(ErrorKind::invalid, "invalid ssh key: it is too long");
  std::istringstream fields(line);
  std::vector<std::string> words{std::istream_iterator<std::string>(fields), {}};
  const auto type = std::find_if(words.begin(), words.end(), is_key_type); // options may stand before it
  if (type == words.end() || std::next(type) == words.end())
    throw make_error(ErrorKind::invalid, "invalid ssh key: {}", line);
  const auto bytes = charm::base64_decode(*std::next(type));
  if (!bytes || !names_its_type(*bytes, *type)) throw make_error(ErrorKind::invalid, "invalid ssh key: {}", line);
  return {.key = fmt::format("{}", fmt::join(words, " ")),
          .fingerprint = colon_pairs(md5_hex(*bytes)),
          .comment = fmt::format("{}", fmt::join(type + 2, words.end(), " "))};
}

std::vector<SshKey> list_ssh_keys(const store::ReadTransaction& transaction, ModelId model) {
  std::vector<SshKey> keys;
  for (const auto& key : store::ssh_keys::list(transaction, model)) keys.push_back(parse_ssh_key(key));
  return keys;
}

SshKeyObstacles add_ssh_keys(store::WriteTransaction& transaction, ModelId model,
                             const std::vector<std::string>& lines) {
  SshKeyObstacles obstacles;
  for (const auto& line : lines) {
    obstacles.emplace_back();
    try {
      const auto key = parse_ssh_key(line);
      if (!known_text(list_ssh_keys(transaction, model), key.fingerprint).empty())
        obstacles.back() = fmt::format("duplicate ssh key: {}", line);
      else store::ssh_keys::insert(transaction, model, key.key);
    } catch (const Error& error) {
      obstacles.back() = error.what();
    }
  }
  return obstacles;
}

SshKeyObstacles remove_ssh_keys(store::WriteTransaction& transaction, ModelId model,
                                const std::vector<std::string>& ids) {
  SshKeyObstacles obstacles;
  for (const auto& id : ids) {
    const auto key = known_text(list_ssh_keys(transaction, model), id);
    obstacles.push_back(key.empty() ? fmt::format("invalid ssh key: {}", id) : "");
    if (!key.empty()) store::ssh_keys::remove(transaction, model, key);
  }
  return obstacles;
}

} // namespace periapt::services
