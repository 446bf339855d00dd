#include "agent/resource_cache.h"

#include "base/file.h"
#include "base/sha384.h"

#include <boost/asio/post.hpp>

#include <utility>

namespace periapt::agent {

namespace fs = std::filesystem;

struct ResourceCache::Fetch {
  fs::path place;
  fs::path arriving;
  ResourceFile file;
  Done done;
};

namespace {

/// A hook may have put anything there.
bool is_file_itself(const fs::path& path) { return fs::is_regular_file(fs::symlink_status(path)); }

bool has_fingerprint(const fs::path& file, const std::string& fingerprint) {
  return is_file_itself(file) && sha384_of_file(file) == fingerprint;
}

void make_room(const fs::path& arriving) {
  make_folders(arriving.parent_path(), 0700);
  remove_tree(arriving);
}

/// Alone in its folder: an older charm's may have had another filename.
void put_in_its_place(const fs::path& arrived, const fs::path& place) {
  fs::permissions(arrived, fs::perms(0644)); // a service may run as another user
  remove_tree(place.parent_path());
  make_folders(place.parent_path());
  fs::rename(arrived, place);
  sync_path(place.parent_path());
}

} // namespace

ResourceCache::~ResourceCache() { *alive_ = false; }

fs::path ResourceCache::place_of(const CachedResource& resource) const {
  return layout_.resources(resource.unit.tag()) / resource.name / resource.filename;
}

std::optional<std::string> ResourceCache::held(const CachedResource& resource) const {
  if (!is_plain_file_name(resource.name) || !is_plain_file_name(resource.filename)) return std::nullopt;
  const auto place = place_of(resource);
  std::error_code none;
  if (!fs::is_regular_file(fs::symlink_status(place, none))) return std::nullopt;
  return place.string();
}

void ResourceCache::fetch(const CachedResource& resource, const ResourceFile& file, Done done) {
  if (!is_plain_file_name(resource.name) || !is_plain_file_name(resource.filename)) {
    const Error refusal(ErrorKind::invalid, "its name cannot be a file's name here");
    return boost::asio::post(io_, [alive = alive_, done = std::move(done), refusal] {
      if (*alive) done("", refusal);
    });
  }
  const auto arriving = layout_.arriving_resources(resource.unit.tag()) / resource.name;
  const auto fetch = std::make_shared<const Fetch>(Fetch{place_of(resource), arriving, file, std::move(done)});
  auto& queue = queues_[fetch->place];
  queue.push_back(fetch);
  if (queue.size() == 1) begin(fetch);
}

void ResourceCache::begin(const FetchPtr& fetch) {
  auto look = [fetch] {
    if (has_fingerprint(fetch->place, fetch->file.fingerprint)) return Outcome{.there = true};
    make_room(fetch->arriving);
    return Outcome{};
  };
  aside(fetch, look, [this, fetch](const Outcome& outcome) {
    if (outcome.error || outcome.there) return end(fetch, outcome.error);
    auto arrived = [this, alive = alive_, fetch](const client::Answer& answer) {
      if (!*alive) return;
      if (answer.error) end(fetch, answer.error);
      else arrive(fetch);
    };
    download_(fetch->file.sha256, fetch->arriving, arrived);
  });
}

void ResourceCache::arrive(const FetchPtr& fetch) {
  auto keep = [fetch] {
    if (!has_fingerprint(fetch->arriving, fetch->file.fingerprint)) {
      remove_tree(fetch->arriving);
      return Outcome{.error = Error(ErrorKind::unavailable, "another file arrived than was supplied")};
    }
    put_in_its_place(fetch->arriving, fetch->place);
    return Outcome{.there = true};
  };
  aside(fetch, keep, [this, fetch](const Outcome& outcome) { end(fetch, outcome.error); });
}

void ResourceCache::end(const FetchPtr& fetch, const std::optional<Error>& error) {
  const auto found = queues_.find(fetch->place);
  found->second.pop_front();
  if (found->second.empty()) queues_.erase(found);
  else begin(FetchPtr(found->second.front()));
  fetch->done(error ? "" : fetch->place.string(), error);
}

void ResourceCache::aside(const FetchPtr& fetch, std::function<Outcome()> work,
                          std::function<void(const Outcome&)> next) {
  auto run = [this, alive = alive_, work = std::move(work), next = std::move(next)] {
    Outcome outcome;
    try {
      outcome = work();
    } catch (const std::system_error& error) {
      outcome.error = Error(ErrorKind::internal, error.what());
    }
    boost::asio::post(io_, [alive, next, outcome = std::move(outcome)] {
      if (*alive) next(outcome);
    });
  };
  threads_.insert_or_assign(fetch->place, std::jthread(std::move(run)));
}

} // namespace periapt::agent
