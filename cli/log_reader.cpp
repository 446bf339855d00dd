#include "cli/log_reader.h"

#include <string>

namespace periapt::cli {

namespace {
constexpr std::int64_t chunk_bytes = 1 << 20;
constexpr std::int64_t first_window_bytes = 64 << 10;
constexpr std::int64_t last_window_bytes = std::int64_t{1} << 30;
} // namespace

wire::LogChunk LogReader::chunk(std::int64_t offset) {
  const auto target = client::with_query(
      model_.target({"log"}), {{"offset", std::to_string(offset)}, {"limit_bytes", std::to_string(chunk_bytes)}});
  return model_.client().get<wire::LogChunk>(target);
}

void LogReader::parse(const std::string& text, const std::function<void(const LogLine&)>& take) const {
  std::string_view rest = text;
  while (!rest.empty()) {
    const auto end = std::min(rest.find('\n'), rest.size() - 1) + 1;
    if (const auto line = parse_log_line(rest.substr(0, end)); line && filter_.passes(*line)) take(*line);
    rest.remove_prefix(end);
  }
}

std::vector<LogLine> LogReader::newest(std::size_t count) {
  std::vector<LogLine> lines;
  std::int64_t reached = -1; // where the last window began: the same again means that there is no more
  for (auto window = first_window_bytes;; window *= 4) {
    lines.clear();
    auto piece = chunk(-window);
    const auto begin = piece.offset;
    const auto keep = [&](const LogLine& line) { lines.push_back(line); };
    for (;; piece = chunk(offset_)) {
      parse(piece.text, keep);
      offset_ = piece.next_offset;
      if (!piece.more) break;
    }
    if (lines.size() >= count || begin == 0 || begin == reached || window > last_window_bytes) break;
    reached = begin;
  }
  if (lines.size() > count) lines.erase(lines.begin(), lines.end() - static_cast<std::ptrdiff_t>(count));
  return lines;
}

void LogReader::rest(const std::function<void(const LogLine&)>& take) {
  for (bool more = true; more;) {
    const auto piece = chunk(offset_);
    parse(piece.text, take);
    offset_ = piece.next_offset;
    more = piece.more;
  }
}

} // namespace periapt::cli
