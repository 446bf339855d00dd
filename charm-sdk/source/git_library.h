// The functions of libgit2 that this room uses, under their own names. The library is loaded when the first of them is
// called: it brings a dozen others (TLS, SSH, Kerberos), which would be a third of what starting any command costs, and
// few commands need git.
// Errors: the first call throws Error(unavailable) where the library is not installed. Threads: any.
#pragma once

#include <git2.h>
#include <git2/sys/stream.h>

#include <atomic>

namespace periapt::source {

void* find_git_function(const char* name);

/// Is called as the function itself.
template <class Function>
class GitFunction {
public:
  constexpr explicit GitFunction(const char* name) : name_(name) {}

  operator Function*() const {
    auto* address = address_.load(std::memory_order_relaxed);
    if (!address) address_.store(address = find_git_function(name_), std::memory_order_relaxed);
    return reinterpret_cast<Function*>(address);
  }

private:
  const char* name_;
  mutable std::atomic<void*> address_ = nullptr; // always the same, once it is known
};

#define PERIAPT_GIT_FUNCTION(name) inline const GitFunction<decltype(::name)> name(#name)
PERIAPT_GIT_FUNCTION(git_blob_free);
PERIAPT_GIT_FUNCTION(git_blob_lookup);
PERIAPT_GIT_FUNCTION(git_blob_rawcontent);
PERIAPT_GIT_FUNCTION(git_blob_rawsize);
PERIAPT_GIT_FUNCTION(git_buf_dispose);
PERIAPT_GIT_FUNCTION(git_commit_free);
PERIAPT_GIT_FUNCTION(git_commit_lookup);
PERIAPT_GIT_FUNCTION(git_commit_tree);
PERIAPT_GIT_FUNCTION(git_describe_commit);
PERIAPT_GIT_FUNCTION(git_describe_format);
PERIAPT_GIT_FUNCTION(git_describe_result_free);
PERIAPT_GIT_FUNCTION(git_error_last);
PERIAPT_GIT_FUNCTION(git_error_set_str);
PERIAPT_GIT_FUNCTION(git_libgit2_init);
PERIAPT_GIT_FUNCTION(git_libgit2_opts);
PERIAPT_GIT_FUNCTION(git_libgit2_shutdown);
PERIAPT_GIT_FUNCTION(git_object_free);
PERIAPT_GIT_FUNCTION(git_object_id);
PERIAPT_GIT_FUNCTION(git_object_lookup);
PERIAPT_GIT_FUNCTION(git_odb_free);
PERIAPT_GIT_FUNCTION(git_odb_read_header);
PERIAPT_GIT_FUNCTION(git_oid_fmt);
PERIAPT_GIT_FUNCTION(git_oid_fromstr);
PERIAPT_GIT_FUNCTION(git_reference_free);
PERIAPT_GIT_FUNCTION(git_reference_iterator_free);
PERIAPT_GIT_FUNCTION(git_reference_iterator_glob_new);
PERIAPT_GIT_FUNCTION(git_reference_lookup);
PERIAPT_GIT_FUNCTION(git_reference_next_name);
PERIAPT_GIT_FUNCTION(git_reference_peel);
PERIAPT_GIT_FUNCTION(git_remote_connect);
PERIAPT_GIT_FUNCTION(git_remote_create_anonymous);
PERIAPT_GIT_FUNCTION(git_remote_default_branch);
PERIAPT_GIT_FUNCTION(git_remote_disconnect);
PERIAPT_GIT_FUNCTION(git_remote_download);
PERIAPT_GIT_FUNCTION(git_remote_free);
PERIAPT_GIT_FUNCTION(git_remote_prune);
PERIAPT_GIT_FUNCTION(git_remote_update_tips);
PERIAPT_GIT_FUNCTION(git_repository_free);
PERIAPT_GIT_FUNCTION(git_repository_init);
PERIAPT_GIT_FUNCTION(git_repository_odb);
PERIAPT_GIT_FUNCTION(git_repository_open_bare);
PERIAPT_GIT_FUNCTION(git_repository_set_head);
PERIAPT_GIT_FUNCTION(git_stream_register);
PERIAPT_GIT_FUNCTION(git_tree_entry_byindex);
PERIAPT_GIT_FUNCTION(git_tree_entry_bypath);
PERIAPT_GIT_FUNCTION(git_tree_entry_filemode);
PERIAPT_GIT_FUNCTION(git_tree_entry_free);
PERIAPT_GIT_FUNCTION(git_tree_entry_id);
PERIAPT_GIT_FUNCTION(git_tree_entry_name);
PERIAPT_GIT_FUNCTION(git_tree_entrycount);
PERIAPT_GIT_FUNCTION(git_tree_free);
PERIAPT_GIT_FUNCTION(git_tree_lookup);
#undef PERIAPT_GIT_FUNCTION

} // namespace periapt::source
