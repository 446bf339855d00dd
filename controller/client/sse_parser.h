// Server-Sent Events, as text comes in pieces of any size. Only `id` and `data` mean something to us;
// comments and other fields are skipped.
#pragma once

#include "client/request.h"

#include <functional>
#include <string>
#include <string_view>

namespace periapt::client {

class SseParser {
public:
  /// Calls `emit` for each event that is complete with this piece.
  void feed(std::string_view piece, const std::function<void(Event)>& emit);

private:
  void take_line(std::string_view line, const std::function<void(Event)>& emit);

  std::string partial_; // a line whose end has not come yet
  Event event_;
  bool has_data_ = false;
};

} // namespace periapt::client
