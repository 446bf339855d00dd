// The model in SQLite, behind one door. Writes of all callers pass through one writer thread that puts
// those which arrive while a commit runs into the next transaction (group commit: one sync for many);
// reads run on connections of their own and see one immutable snapshot each.
// Threads: every method may be called from any thread. Rule: DESIGN section 9, 3 to 6 and 26.
#pragma once

#include "core/revision.h"
#include "store/secret_vault.h"
#include "store/transaction.h"

#include <exception>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <type_traits>

namespace periapt::store {

/// What a new database is told once. An existing one keeps its own.
struct NewController {
  std::string uuid;
  std::string name;
  std::string network; // "127.37.0.0/16"; empty when the provider needs none
};

struct StoreOptions {
  std::size_t idle_readers = 4;       // read connections kept open
  std::int64_t journal_rows = 100'000; // kept by compaction
  std::size_t most_in_a_batch = 512;  // requests that share one transaction
  std::string vfs;                    // for tests of power loss and full disks
  std::shared_ptr<const SecretVault> vault; // seals secrets; none: a key that is gone with the store
};

/// Requests that were written together.
struct Batch {
  std::size_t requests = 0;
  double seconds = 0; // until they were durable, or had failed
};

class Store {
public:
  /// Runs inside a transaction, on the writer thread; may run again if the transaction must be repeated,
  /// so it makes no ids, reads no clock and touches nothing outside but its result.
  using Body = std::function<void(WriteTransaction&)>;
  /// Called on the writer thread once the body's effects are durable, or with what it threw. Must not throw.
  using Done = std::function<void(std::exception_ptr, Revision)>;

  /// Opens or creates the file and applies what migrations are missing. Throws Error(conflict) for a
  /// database of a newer version or of another vault, Error(unavailable) when it cannot be opened.
  static std::unique_ptr<Store> open(const std::filesystem::path& file, const NewController& controller,
                                     StoreOptions options = {});
  /// A private database in memory without threads: write() runs at once on the caller's thread. For the
  /// simulation and for tests; one thread only.
  static std::unique_ptr<Store> open_in_memory(const NewController& controller = {"", "test", ""},
                                               StoreOptions options = {});

  /// Finishes what was accepted, then stops the writer thread.
  virtual ~Store() = default;

  /// Asynchronous write. What `body` throws undoes `body` alone and reaches `done` alone.
  virtual void write(Body body, Done done) = 0;

  /// Waits until the body's effects are durable and returns its result; rethrows what it threw.
  /// Never from inside a body or a Done.
  template <class Function>
  auto write(Function function) -> std::invoke_result_t<Function, WriteTransaction&> {
    using Result = std::invoke_result_t<Function, WriteTransaction&>;
    if constexpr (std::is_void_v<Result>) {
      write_and_wait(std::move(function));
    } else {
      std::optional<Result> result;
      write_and_wait([&](WriteTransaction& transaction) { result = function(transaction); });
      return std::move(*result);
    }
  }

  /// Runs `function(const ReadTransaction&)` on the caller's thread against one snapshot.
  template <class Function>
  auto read(Function function) -> std::invoke_result_t<Function, const ReadTransaction&> {
    using Result = std::invoke_result_t<Function, const ReadTransaction&>;
    if constexpr (std::is_void_v<Result>) {
      read_now(std::move(function));
    } else {
      std::optional<Result> result;
      read_now([&](const ReadTransaction& transaction) { result = function(transaction); });
      return std::move(*result);
    }
  }

  /// `hook` is called on the writer thread after each commit that appended to the journal. Set once,
  /// before the first write; must not throw.
  virtual void on_committed(std::function<void(Revision)> hook) = 0;
  /// The same after each batch, before its requests are told.
  virtual void on_batch(std::function<void(const Batch&)> hook) = 0;
  virtual std::size_t waiting_writes() const = 0;

protected:
  virtual void write_and_wait(Body body) = 0;
  virtual void read_now(const std::function<void(const ReadTransaction&)>& body) = 0;
};

} // namespace periapt::store
