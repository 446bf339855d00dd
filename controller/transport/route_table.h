// The API on one screen: method, path, who may call, handler. And finding the route of a request.
#pragma once

#include "transport/route.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace periapt::transport {

const std::vector<Route>& route_table();

/// Fills call.arguments and call.query from `target`. nullptr: no such path; throws Error(invalid) when the
/// target is malformed or the path exists for another method only.
const Route* find_route(Method method, std::string_view target, Call& call);

} // namespace periapt::transport
