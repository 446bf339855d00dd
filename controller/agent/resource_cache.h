// Resources on the machine's disk: each in a folder of its own name below its unit's, fetched once, and again when
// another was supplied or a hook has spoiled it. What is put in its place has the content that its fingerprint says.
//
//   agents/unit-x-0/resources/<name>/<filename>   0644
//   agents/unit-x-0/arriving/<name>               until it is known to be whole
//
// Rule: contract/hook-tools.md, section 5. Threads: the agent's one thread calls; files are hashed beside it; `done` is
// called by the io_context, never from inside fetch(), nor after the cache is gone.
#pragma once

#include "base/machine_layout.h"
#include "client/async_client.h"
#include "core/error.h"
#include "core/names.h"
#include "core/resource.h"

#include <boost/asio/io_context.hpp>

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <thread>

namespace periapt::agent {

/// `name` and `filename` come from the charm.
struct CachedResource {
  UnitName unit;
  std::string name;
  std::string filename;
};

class ResourceCache {
public:
  /// Takes the file of that SHA-256 to the path; as AsyncClient::download.
  using Download = std::function<void(const std::string& sha256, const std::filesystem::path& file,
                                      client::AnswerHandler handler)>;
  /// The path, or why there is none: what the download says, `unavailable` when another file arrived, `invalid` for
  /// names that lead elsewhere, `internal` when it cannot be kept.
  using Done = std::function<void(const std::string& path, const std::optional<Error>& error)>;

  ResourceCache(boost::asio::io_context& io, Download download, MachineLayout layout)
      : io_(io), download_(std::move(download)), layout_(std::move(layout)) {}
  ~ResourceCache(); // waits for what is being hashed
  ResourceCache(const ResourceCache&) = delete;
  ResourceCache& operator=(const ResourceCache&) = delete;

  /// Makes the resource be `file`. Of the same resource one after the other.
  void fetch(const CachedResource& resource, const ResourceFile& file, Done done);

  /// Where it is, whatever was supplied since; nullopt when nothing was fetched.
  std::optional<std::string> held(const CachedResource& resource) const;

private:
  struct Fetch;
  using FetchPtr = std::shared_ptr<const Fetch>;
  struct Outcome {
    bool there = false;
    std::optional<Error> error = {};
  };

  std::filesystem::path place_of(const CachedResource& resource) const;
  void begin(const FetchPtr& fetch);
  void arrive(const FetchPtr& fetch);
  void end(const FetchPtr& fetch, const std::optional<Error>& error);
  /// Does `work` on a thread, then calls `next` on the loop.
  void aside(const FetchPtr& fetch, std::function<Outcome()> work, std::function<void(const Outcome&)> next);

  boost::asio::io_context& io_;
  Download download_;
  MachineLayout layout_;
  std::map<std::filesystem::path, std::deque<FetchPtr>> queues_; // by place; the first is under way
  std::map<std::filesystem::path, std::jthread> threads_;        // by place
  std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);
};

} // namespace periapt::agent
