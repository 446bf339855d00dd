#include "source/git_repository.h"

#include "base/file.h"
#include "charm/archive_check.h"
#include "charm/charm_tree.h"
#include "core/error.h"
#include "source/bounded_stream.h"
#include "source/git_library.h"

#include <algorithm>
#include <array>
#include <cstdlib>

namespace periapt::source {
namespace {

namespace fs = std::filesystem;

constexpr int deepest_folder = 64;

template <class T, const auto& release>
struct GitRelease {
  void operator()(T* object) const { release(object); }
};
template <class T, const auto& release>
using GitOwned = std::unique_ptr<T, GitRelease<T, release>>;

using OwnedRepository = GitOwned<git_repository, git_repository_free>;
using OwnedRemote = GitOwned<git_remote, git_remote_free>;
using OwnedReference = GitOwned<git_reference, git_reference_free>;
using OwnedObject = GitOwned<git_object, git_object_free>;
using OwnedTree = GitOwned<git_tree, git_tree_free>;
using OwnedTreeEntry = GitOwned<git_tree_entry, git_tree_entry_free>;
using OwnedBlob = GitOwned<git_blob, git_blob_free>;
using OwnedOdb = GitOwned<git_odb, git_odb_free>;
using OwnedIterator = GitOwned<git_reference_iterator, git_reference_iterator_free>;
using OwnedDescription = GitOwned<git_describe_result, git_describe_result_free>;

/// The library's last words, on one line.
std::string git_reason() {
  const auto* error = git_error_last();
  std::string text = error && error->message ? error->message : "unknown error";
  std::replace(text.begin(), text.end(), '\n', ' ');
  return text;
}

/// While something is fetched: how much, and why it was stopped.
struct FetchWatch {
  const GitLimits& limits;
  const FetchObserver& observer;
  std::string stopped_because;

  static int progress(const git_indexer_progress* stats, void* payload) {
    auto& watch = *static_cast<FetchWatch*>(payload);
    if (watch.observer) watch.observer({stats->received_bytes, stats->received_objects, stats->total_objects});
    if (stats->received_bytes > watch.limits.fetched_bytes)
      watch.stopped_because = fmt::format("it is larger than {} bytes", watch.limits.fetched_bytes);
    else if (stats->total_objects > watch.limits.fetched_objects)
      watch.stopped_because = fmt::format("it has more than {} objects", watch.limits.fetched_objects);
    return watch.stopped_because.empty() ? 0 : -1;
  }
};

struct TreeFile {
  std::string path;
  git_oid id{};
  git_filemode_t mode = GIT_FILEMODE_BLOB;
};

std::string lower_case(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) { return std::tolower(c); });
  return text;
}

std::string blob_text(git_repository* repository, const git_oid& id) {
  git_blob* blob = nullptr;
  if (git_blob_lookup(&blob, repository, &id) != 0)
    throw make_error(ErrorKind::unavailable, "cannot read a file of the repository: {}", git_reason());
  const OwnedBlob owned(blob);
  return {static_cast<const char*>(git_blob_rawcontent(blob)), static_cast<std::size_t>(git_blob_rawsize(blob))};
}

/// Everything of a tree, checked as the entries of an archive are.
class TreeCheck {
public:
  TreeCheck(git_repository* repository, const GitLimits& limits) : repository_(repository), limits_(limits) {
    git_odb* odb = nullptr;
    if (git_repository_odb(&odb, repository) != 0)
      throw make_error(ErrorKind::unavailable, "cannot read the repository: {}", git_reason());
    odb_.reset(odb);
  }

  std::vector<TreeFile> files(const git_tree* tree) {
    add_tree(tree, "", 0);
    links_.check();
    return std::move(files_);
  }

private:
  void add_tree(const git_tree* tree, const std::string& prefix, int depth) {
    if (depth > deepest_folder)
      throw make_error(ErrorKind::invalid, "\"{}\" lies more than {} folders deep", prefix, deepest_folder);
    for (std::size_t i = 0; i < git_tree_entrycount(tree); ++i) add_entry(git_tree_entry_byindex(tree, i), prefix, depth);
  }

  void add_entry(const git_tree_entry* entry, const std::string& prefix, int depth) {
    const std::string name = git_tree_entry_name(entry);
    const auto path = prefix + name;
    if (lower_case(name) == ".git" || name.find('/') != std::string::npos)
      throw make_error(ErrorKind::invalid, "\"{}\" may not be in a charm", path);
    if (charm::clean_entry_path(path) != path) throw make_error(ErrorKind::invalid, "\"{}\" is no clean path", path);
    if (++entries_ > limits_.files) throw make_error(ErrorKind::invalid, "it has more than {} files", limits_.files);
    const auto mode = git_tree_entry_filemode(entry);
    names_.add(path, mode == GIT_FILEMODE_TREE ? charm::ZipEntry::Type::folder : charm::ZipEntry::Type::file);
    switch (mode) {
    case GIT_FILEMODE_TREE: return add_folder(entry, path, depth);
    case GIT_FILEMODE_COMMIT:
      throw make_error(ErrorKind::invalid, "\"{}\" is a submodule: a charm must hold its files itself", path);
    default: add_file({path, *git_tree_entry_id(entry), mode});
    }
  }

  void add_folder(const git_tree_entry* entry, const std::string& path, int depth) {
    git_tree* tree = nullptr;
    if (git_tree_lookup(&tree, repository_, git_tree_entry_id(entry)) != 0)
      throw make_error(ErrorKind::unavailable, "cannot read folder \"{}\": {}", path, git_reason());
    const OwnedTree owned(tree);
    add_tree(tree, path + "/", depth + 1);
  }

  void add_file(TreeFile file) {
    std::size_t size = 0;
    git_object_t type = GIT_OBJECT_INVALID;
    if (git_odb_read_header(&size, &type, odb_.get(), &file.id) != 0)
      throw make_error(ErrorKind::unavailable, "cannot read \"{}\": {}", file.path, git_reason());
    if (size > limits_.file_bytes)
      throw make_error(ErrorKind::invalid, "\"{}\" holds more than {} bytes", file.path, limits_.file_bytes);
    if (total_ += size; total_ > limits_.total_bytes)
      throw make_error(ErrorKind::invalid, "it holds more than {} bytes", limits_.total_bytes);
    if (file.mode == GIT_FILEMODE_LINK) {
      const auto target = size > PATH_MAX ? std::string(size, 'x') : blob_text(repository_, file.id);
      charm::check_link(file.path, target);
      links_.add(file.path, target);
    }
    files_.push_back(std::move(file));
  }

  git_repository* repository_;
  const GitLimits& limits_;
  OwnedOdb odb_;
  charm::EntryNames names_;
  charm::EntryLinks links_;
  std::size_t entries_ = 0;
  std::uint64_t total_ = 0;
  std::vector<TreeFile> files_;
};

void write_file(git_repository* repository, const TreeFile& file, charm::CharmTree& target) {
  const auto text = blob_text(repository, file.id);
  if (file.mode == GIT_FILEMODE_LINK) return target.make_link(file.path, text);
  target.make_file(file.path, file.mode == GIT_FILEMODE_BLOB_EXECUTABLE ? 0755 : 0644,
                   [&](int fd) { write_all(fd, text); });
}

std::vector<std::string> names_below(git_repository* repository, const std::string& prefix) {
  std::vector<std::string> names;
  git_reference_iterator* iterator = nullptr;
  if (git_reference_iterator_glob_new(&iterator, repository, (prefix + "*").c_str()) != 0) return names;
  const OwnedIterator owned(iterator);
  const char* name = nullptr;
  while (git_reference_next_name(&name, iterator) == 0) names.push_back(std::string(name).substr(prefix.size()));
  std::sort(names.begin(), names.end());
  return names;
}

/// The library looks at the system's own certificates only.
void believe_certificates_of_environment() {
  const char* file = std::getenv("SSL_CERT_FILE");
  const char* folder = std::getenv("SSL_CERT_DIR");
  if ((file || folder) && git_libgit2_opts(GIT_OPT_SET_SSL_CERT_LOCATIONS, file, folder) != 0)
    throw make_error(ErrorKind::invalid, "cannot read the certificates that SSL_CERT_FILE and SSL_CERT_DIR name: {}", git_reason());
}

git_oid parse_commit_id(const std::string& commit) {
  git_oid id;
  if (git_oid_fromstr(&id, commit.c_str()) != 0)
    throw make_error(ErrorKind::invalid, "\"{}\" is not the id of a commit", commit);
  return id;
}

} // namespace

struct GitRepository::Handles {
  Handles() { git_libgit2_init(); }
  ~Handles() {
    repository.reset();
    git_libgit2_shutdown();
  }
  OwnedRepository repository;
};

GitRepository::GitRepository(const fs::path& folder, std::string url, const GitLimits& limits)
    : handles_(std::make_unique<Handles>()), url_(std::move(url)), limits_(limits) {
  make_folders(folder.parent_path(), 0700);
  git_repository* repository = nullptr;
  if (git_repository_open_bare(&repository, folder.c_str()) != 0 &&
      git_repository_init(&repository, folder.c_str(), 1) != 0)
    throw make_error(ErrorKind::unavailable, "cannot keep a copy of {}: {}", url_, git_reason());
  handles_->repository.reset(repository);
}

GitRepository::~GitRepository() = default;

void GitRepository::fetch(const FetchObserver& observer) {
  FetchWatch watch{limits_, observer, {}};
  const SilenceLimit silence(limits_.silence);
  if (url_.starts_with("https:")) believe_certificates_of_environment();
  const auto refuse = [&] {
    if (!watch.stopped_because.empty())
      throw make_error(ErrorKind::invalid, "cannot fetch {}: {}", url_, watch.stopped_because);
    const auto silent = SilenceLimit::reason();
    throw make_error(ErrorKind::unavailable, "cannot fetch {}: {}", url_, silent.empty() ? git_reason() : silent);
  };
  auto* repository = handles_->repository.get();
  git_remote* remote = nullptr;
  if (git_remote_create_anonymous(&remote, repository, url_.c_str()) != 0) refuse();
  const OwnedRemote owned(remote);
  git_fetch_options options = GIT_FETCH_OPTIONS_INIT;
  options.callbacks.transfer_progress = FetchWatch::progress;
  options.callbacks.payload = &watch;
  options.download_tags = GIT_REMOTE_DOWNLOAD_TAGS_NONE; // they are asked for like branches
  options.prune = GIT_FETCH_PRUNE;
  std::string heads = "+refs/heads/*:refs/heads/*", tags = "+refs/tags/*:refs/tags/*";
  std::array<char*, 2> texts{heads.data(), tags.data()};
  const git_strarray wanted{texts.data(), texts.size()};
  if (git_remote_connect(remote, GIT_DIRECTION_FETCH, &options.callbacks, nullptr, nullptr) != 0) refuse();
  git_buf own_branch = GIT_BUF_INIT;
  if (git_remote_default_branch(&own_branch, remote) == 0) {
    git_repository_set_head(repository, own_branch.ptr);
    git_buf_dispose(&own_branch);
  }
  if (git_remote_download(remote, &wanted, &options) != 0) refuse();
  if (git_remote_update_tips(remote, &options.callbacks, 0, GIT_REMOTE_DOWNLOAD_TAGS_NONE, nullptr) != 0) refuse();
  git_remote_prune(remote, &options.callbacks);
  git_remote_disconnect(remote);
}

std::optional<std::string> GitRepository::commit_of_ref(const std::string& ref) const {
  git_reference* reference = nullptr;
  if (git_reference_lookup(&reference, handles_->repository.get(), ref.c_str()) != 0) return std::nullopt;
  const OwnedReference owned(reference);
  git_object* commit = nullptr;
  if (git_reference_peel(&commit, reference, GIT_OBJECT_COMMIT) != 0) return std::nullopt;
  const OwnedObject owned_commit(commit);
  std::string text(GIT_OID_HEXSZ, '0');
  git_oid_fmt(text.data(), git_object_id(commit));
  return text;
}

std::optional<std::string> GitRepository::commit_of_own_branch() const { return commit_of_ref("HEAD"); }

bool GitRepository::has_commit(const std::string& commit) const {
  const auto id = parse_commit_id(commit);
  git_object* object = nullptr;
  if (git_object_lookup(&object, handles_->repository.get(), &id, GIT_OBJECT_COMMIT) != 0) return false;
  git_object_free(object);
  return true;
}

std::vector<std::string> GitRepository::tags() const { return names_below(handles_->repository.get(), "refs/tags/"); }
std::vector<std::string> GitRepository::branches() const { return names_below(handles_->repository.get(), "refs/heads/"); }

std::string GitRepository::description(const std::string& commit) const {
  const auto id = parse_commit_id(commit);
  git_object* object = nullptr;
  if (git_object_lookup(&object, handles_->repository.get(), &id, GIT_OBJECT_COMMIT) != 0) return "";
  const OwnedObject owned(object);
  git_describe_options options = GIT_DESCRIBE_OPTIONS_INIT;
  options.describe_strategy = GIT_DESCRIBE_TAGS;
  options.show_commit_oid_as_fallback = 1;
  git_describe_result* result = nullptr;
  if (git_describe_commit(&result, object, &options) != 0) return "";
  const OwnedDescription owned_result(result);
  git_buf text = GIT_BUF_INIT;
  git_describe_format_options format = GIT_DESCRIBE_FORMAT_OPTIONS_INIT;
  if (git_describe_format(&text, result, &format) != 0) return "";
  std::string description(text.ptr, text.size);
  git_buf_dispose(&text);
  return description;
}

/// Null where the commit has no such folder.
struct GitRepository::FoundTree {
  OwnedTree tree;
};

GitRepository::FoundTree GitRepository::tree_of(const std::string& commit, const std::string& folder) const {
  auto* repository = handles_->repository.get();
  const auto id = parse_commit_id(commit);
  git_commit* found = nullptr;
  if (git_commit_lookup(&found, repository, &id) != 0)
    throw make_error(ErrorKind::not_found, "{} has no commit {}", url_, commit);
  const GitOwned<git_commit, git_commit_free> owned_commit(found);
  git_tree* tree = nullptr;
  if (git_commit_tree(&tree, found) != 0) throw make_error(ErrorKind::unavailable, "cannot read {}: {}", url_, git_reason());
  OwnedTree owned_tree(tree);
  if (folder.empty()) return {std::move(owned_tree)};
  git_tree_entry* entry = nullptr;
  const bool there = git_tree_entry_bypath(&entry, tree, folder.c_str()) == 0;
  const OwnedTreeEntry owned_entry(entry);
  git_tree* inner = nullptr;
  if (!there || git_tree_lookup(&inner, repository, git_tree_entry_id(entry)) != 0) return {};
  return {OwnedTree(inner)};
}

bool GitRepository::has_folder(const std::string& commit, const std::string& folder) const {
  return tree_of(commit, folder).tree != nullptr;
}

void GitRepository::write_files(const std::string& commit, const std::string& folder, const fs::path& target) const {
  auto* repository = handles_->repository.get();
  const auto found = tree_of(commit, folder);
  if (!found.tree) throw make_error(ErrorKind::not_found, "{} has no folder \"{}\" at commit {}", url_, folder, commit);
  try {
    const auto files = TreeCheck(repository, limits_).files(found.tree.get());
    charm::CharmTree written(target);
    for (const auto& file : files) write_file(repository, file, written);
  } catch (const Error& error) {
    throw make_error(error.kind(), "cannot take {} at commit {}: {}", url_, commit.substr(0, 12), error.what());
  }
}

} // namespace periapt::source
