#include "client/sse_parser.h"

namespace periapt::client {

void SseParser::feed(std::string_view piece, const std::function<void(Event)>& emit) {
  for (auto end = piece.find('\n'); end != std::string_view::npos; end = piece.find('\n')) {
    if (partial_.empty()) {
      take_line(piece.substr(0, end), emit);
    } else {
      partial_ += piece.substr(0, end);
      take_line(std::exchange(partial_, {}), emit);
    }
    piece.remove_prefix(end + 1);
  }
  partial_ += piece;
}

void SseParser::take_line(std::string_view line, const std::function<void(Event)>& emit) {
  if (line.empty()) {
    if (has_data_) emit(std::exchange(event_, {}));
    event_ = {};
    has_data_ = false;
    return;
  }
  const auto colon = line.find(':');
  const auto field = line.substr(0, colon);
  auto value = colon == std::string_view::npos ? std::string_view() : line.substr(colon + 1);
  if (value.starts_with(' ')) value.remove_prefix(1);
  if (field == "id") {
    event_.id = value;
  } else if (field == "data") {
    if (has_data_) event_.data += '\n';
    event_.data += value;
    has_data_ = true;
  }
}

} // namespace periapt::client
