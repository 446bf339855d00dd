#include "source/git_source.h"

#include "charm/archive_check.h"
#include "core/error.h"

#include <algorithm>

namespace periapt::source {
namespace {

constexpr std::size_t longest_git_source = 1024;

[[noreturn]] void refuse_source(const std::string& text, const std::string& reason) {
  throw make_error(ErrorKind::invalid, "\"{}\" names no charm in a git repository: {}", text, reason);
}

/// What git itself allows in the name of a ref, and nothing that could be taken for an option.
bool is_ref_name(const std::string& ref) {
  if (ref.starts_with('-') || ref.starts_with('/') || ref.ends_with('/') || ref.ends_with(".lock")) return false;
  if (ref.find("..") != std::string::npos || ref.find("//") != std::string::npos) return false;
  return std::none_of(ref.begin(), ref.end(), [](unsigned char c) {
    return c <= ' ' || c == 0x7f || std::string_view("~^:?*[\\").find(static_cast<char>(c)) != std::string_view::npos;
  });
}

void check_url(const std::string& text, const std::string& url) {
  const auto colon = url.find("://");
  const auto scheme = url.substr(0, colon);
  const auto rest = colon == std::string::npos ? "" : url.substr(colon + 3);
  if (scheme != "https" && scheme != "http" && scheme != "file")
    refuse_source(text, "its address begins with git+https://, git+http:// or git+file://");
  const auto host = rest.substr(0, rest.find('/'));
  if (host.find('@') != std::string::npos) refuse_source(text, "a user or password does not belong into an address that is kept");
  if (scheme == "file" ? !rest.starts_with('/') : host.empty() || host.size() == rest.size())
    refuse_source(text, "its address is not complete");
}

} // namespace

bool is_git_source(const std::string& text) { return text.starts_with("git+"); }

GitSource parse_git_source(const std::string& text) {
  if (text.size() > longest_git_source)
    throw make_error(ErrorKind::invalid, "the address of a git repository is longer than {} bytes", longest_git_source);
  if (std::any_of(text.begin(), text.end(), [](unsigned char c) { return c < ' ' || c == 0x7f; }))
    throw Error(ErrorKind::invalid, "the address of a git repository holds a control character");
  GitSource source;
  const auto hash = text.find('#');
  source.url = text.substr(4, hash == std::string::npos ? hash : hash - 4); // after "git+"
  check_url(text, source.url);
  if (hash == std::string::npos) return source;
  const auto fragment = text.substr(hash + 1);
  const auto colon = fragment.find(':');
  source.ref = fragment.substr(0, colon);
  if (!source.ref.empty() && !is_ref_name(source.ref)) refuse_source(text, fmt::format("\"{}\" can be no ref", source.ref));
  if (colon == std::string::npos) return source;
  try {
    source.folder = charm::clean_entry_path(fragment.substr(colon + 1));
  } catch (const Error&) {
    refuse_source(text, fmt::format("\"{}\" is no folder in it", fragment.substr(colon + 1)));
  }
  return source;
}

std::string GitSource::text() const {
  auto written = "git+" + url;
  if (!ref.empty() || !folder.empty()) written += "#" + ref;
  if (!folder.empty()) written += ":" + folder;
  return written;
}

bool GitSource::is_pinned() const {
  return ref.size() == 40 && ref.find_first_not_of("0123456789abcdef") == std::string::npos;
}

} // namespace periapt::source
