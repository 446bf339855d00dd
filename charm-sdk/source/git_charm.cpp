#include "source/git_charm.h"

#include "base/sha256.h"
#include "core/error.h"

#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

namespace periapt::source {
namespace {

struct ResolvedRef {
  std::string name; // followed on refresh; the id itself when pinned
  std::string commit;
};

/// The numbers of "v1.2.3" or "1.2.3"; nullopt for a tag that is no version, or a pre-release.
std::optional<std::array<long, 3>> version_of_tag(std::string_view tag) {
  if (tag.starts_with('v')) tag.remove_prefix(1);
  std::array<long, 3> numbers{};
  for (auto& number : numbers) {
    const auto [end, error] = std::from_chars(tag.data(), tag.data() + tag.size(), number);
    if (error != std::errc() || number < 0) return std::nullopt;
    tag.remove_prefix(static_cast<std::size_t>(end - tag.data()));
    if (tag.empty()) return numbers;
    if (!tag.starts_with('.')) return std::nullopt;
    tag.remove_prefix(1);
  }
  return std::nullopt;
}

class RefResolver {
public:
  RefResolver(const GitRepository& repository, const GitSource& source) : repository_(repository), source_(source) {
    if (!source.folder.empty()) prefix_ = std::filesystem::path(source.folder).filename().string() + "/";
  }

  ResolvedRef resolve(const std::string& wanted) const {
    if (!wanted.empty()) {
      if (auto commit = find(wanted)) return {wanted, *commit};
      refuse(wanted);
    }
    for (const char* channel : {"stable", "edge"})
      if (auto commit = find(channel)) return {channel, *commit};
    throw make_error(ErrorKind::not_found, "{} is empty", source_.url);
  }

private:
  std::optional<std::string> find(const std::string& name) const {
    for (const auto& candidate : {prefix_ + name, name})
      for (const char* kind : {"refs/tags/", "refs/heads/"})
        if (auto commit = repository_.commit_of_ref(kind + candidate)) return commit;
    if (name == "stable") return commit_of_highest_version();
    if (name == "edge" || name == "HEAD") return repository_.commit_of_own_branch();
    return std::nullopt;
  }

  std::optional<std::string> commit_of_highest_version() const {
    const auto tags = repository_.tags();
    for (const auto& prefix : {prefix_, std::string()}) {
      std::optional<std::array<long, 3>> highest;
      std::string tag_of_highest;
      for (const auto& tag : tags)
        if (tag.starts_with(prefix))
          if (const auto version = version_of_tag(std::string_view(tag).substr(prefix.size())); version > highest) {
            highest = version;
            tag_of_highest = tag;
          }
      if (highest) return repository_.commit_of_ref("refs/tags/" + tag_of_highest);
    }
    return std::nullopt;
  }

  [[noreturn]] void refuse(const std::string& wanted) const {
    auto names = repository_.tags();
    const auto branches = repository_.branches();
    names.insert(names.end(), branches.begin(), branches.end());
    constexpr std::size_t most_named = 10;
    const bool more = names.size() > most_named;
    if (more) names.resize(most_named);
    throw make_error(ErrorKind::not_found, "{} has no channel, tag or branch \"{}\": it has {}{}", source_.url, wanted,
                     names.empty() ? "none" : fmt::format("{}", fmt::join(names, ", ")), more ? ", …" : "");
  }

  const GitRepository& repository_;
  const GitSource& source_;
  std::string prefix_; // of a monorepo's charm: "mariadb/"
};

GitSource source_of_request(const GitRequest& request) {
  auto source = request.source;
  if (!request.channel.empty()) source.ref = plain_channel(request.channel);
  return source;
}

/// What was fetched before serves where the repository is away.
void bring_up_to_date(GitRepository& repository, const FetchObserver& observer, std::vector<std::string>& warnings) {
  try {
    repository.fetch(observer);
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::unavailable || (repository.branches().empty() && repository.tags().empty())) throw;
    warnings.push_back(fmt::format("{}; using what was fetched before", error.what()));
  }
}

ResolvedRef resolved(GitRepository& repository, const GitSource& source, const FetchObserver& observer,
                     std::vector<std::string>& warnings) {
  if (source.is_pinned() && repository.has_commit(source.ref)) return {source.ref, source.ref};
  bring_up_to_date(repository, observer, warnings);
  if (!source.is_pinned()) return RefResolver(repository, source).resolve(source.ref);
  if (!repository.has_commit(source.ref))
    throw make_error(ErrorKind::not_found, "{} has no commit {}", source.url, source.ref);
  return {source.ref, source.ref};
}

std::filesystem::path copy_folder(const GitRequest& request) {
  return request.copies / sha256_hex(request.source.url).substr(0, 32);
}

} // namespace

std::string plain_channel(const std::string& channel) {
  static constexpr std::string_view latest = "latest/";
  return channel.starts_with(latest) ? channel.substr(latest.size()) : channel;
}

ResolvedCharm resolve_git_charm(const GitRequest& request) {
  ResolvedCharm charm{.source = source_of_request(request)};
  GitRepository repository(copy_folder(request), charm.source.url, request.limits);
  const auto ref = resolved(repository, charm.source, request.observer, charm.warnings);
  charm.source.ref = ref.name;
  charm.commit = ref.commit;
  charm.version = repository.description(ref.commit);
  return charm;
}

void write_git_charm(const GitRequest& request, const ResolvedCharm& charm, const std::filesystem::path& target) {
  GitRepository repository(copy_folder(request), charm.source.url, request.limits);
  repository.write_files(charm.commit, charm.source.folder, target);
}

void write_folders_beside(const GitRequest& request, const ResolvedCharm& charm, const std::filesystem::path& target,
                          const std::vector<std::string>& names) {
  if (charm.source.folder.empty()) return;
  const GitRepository repository(copy_folder(request), charm.source.url, request.limits);
  const auto around = std::filesystem::path(charm.source.folder).parent_path();
  for (const auto& name : names)
    if (const auto folder = (around / name).string(); repository.has_folder(charm.commit, folder))
      repository.write_files(charm.commit, folder, target / name);
}

} // namespace periapt::source
