// Threads for what blocks: reads of the model, files. The I/O thread never waits for a disk.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <type_traits>
#include <utility>

namespace periapt::transport {

/// Runs `work` on the pool; the caller goes on, where it was, with its result or what it threw.
template <class Work>
boost::asio::awaitable<std::invoke_result_t<Work>> on_pool(boost::asio::thread_pool& pool, Work work) {
  using Result = std::invoke_result_t<Work>;
  auto body = [&work]() -> boost::asio::awaitable<Result> { co_return work(); };
  co_return co_await boost::asio::co_spawn(pool, std::move(body), boost::asio::use_awaitable);
}

} // namespace periapt::transport
