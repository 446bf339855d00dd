// How many queries the program has made since it started, by what the threads that made them are there for.
// Any thread.
#pragma once

#include <cstdint>
#include <map>
#include <string>

namespace periapt::database {

/// What the calling thread's queries count as from now on; those of threads that never said so: "requests".
void count_queries_as(const std::string& purpose);

std::map<std::string, std::uint64_t> query_counts();

/// One more of the calling thread. For Connection.
void count_query() noexcept;

} // namespace periapt::database
