#include "agent/supervisor/hook_output.h"

#include "base/system_error.h"

#include <fmt/format.h>

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>

namespace periapt::agent {
namespace {

constexpr int reads_at_a_time = 16;

} // namespace

HookOutput::Stream::Stream(LogLevel stream_level) : level(stream_level) {
  int fds[2];
  if (::pipe2(fds, O_CLOEXEC) != 0) throw_errno("cannot create a pipe");
  read_end.reset(fds[0]);
  write_end.reset(fds[1]);
  if (::fcntl(read_end.get(), F_SETFL, O_NONBLOCK) != 0) throw_errno("cannot prepare a pipe");
}

HookOutput::HookOutput(HookLogSource source, SegmentedLog& log, const Clock& clock, bool keeps)
    : source_(std::move(source)), log_(log), clock_(clock), keeps_(keeps) {}

void HookOutput::close_write_ends() {
  out_.write_end.reset();
  err_.write_end.reset();
}

void HookOutput::read_available() {
  read_stream(out_);
  read_stream(err_);
  write_lines();
}

void HookOutput::read_stream(Stream& stream) {
  std::array<char, 64 << 10> buffer; // NOLINT: filled by read
  for (int i = 0; i < reads_at_a_time && stream.read_end; ++i) {
    const auto got = retry_interrupted([&] { return ::read(stream.read_end.get(), buffer.data(), buffer.size()); });
    if (got < 0 && errno == EAGAIN) return;
    if (got <= 0) stream.read_end.reset();
    else take(stream, {buffer.data(), static_cast<std::size_t>(got)});
  }
}

void HookOutput::keep(Stream& stream, std::string_view bytes) {
  const auto kept = bytes.substr(0, kept_result_limit - stream.kept.size());
  stream.kept += kept;
  cut_bytes_ += static_cast<std::int64_t>(bytes.size() - kept.size());
}

void HookOutput::take(Stream& stream, std::string_view bytes) {
  if (keeps_) keep(stream, bytes);
  const auto room = static_cast<std::size_t>(std::max<std::int64_t>(0, kept_bytes_limit - kept_bytes_));
  const std::string_view kept = bytes.substr(0, room);
  kept_bytes_ += static_cast<std::int64_t>(kept.size());
  dropped_bytes_ += static_cast<std::int64_t>(bytes.size() - kept.size());
  stream.partial += kept;
  std::string_view rest = stream.partial;
  for (;;) {
    const auto end = rest.find('\n');
    const bool whole = end != std::string_view::npos;
    if (!whole && rest.size() <= longest_line_bytes) break;
    const std::size_t length = std::min(whole ? end : rest.size(), longest_line_bytes);
    add_line(stream.level, rest.substr(0, length));
    rest.remove_prefix(length + (whole && length == end ? 1 : 0));
  }
  stream.partial.erase(0, stream.partial.size() - rest.size());
}

void HookOutput::add_line(LogLevel level, std::string_view line) {
  lines_ += format_log_line({.wall_ms = clock_.wall_ms(), .entity = source_.entity, .level = level,
                             .module = source_.module, .labels = {}, .message = std::string(line)});
}

void HookOutput::write_lines() {
  if (lines_.empty()) return;
  try {
    log_.append(lines_);
  } catch (const std::system_error&) {
    // a full disk costs log lines, not hooks
  }
  lines_.clear();
}

void HookOutput::finish() {
  read_available();
  for (Stream* stream : {&out_, &err_}) {
    stream->read_end.reset();
    if (!stream->partial.empty()) add_line(stream->level, stream->partial);
    stream->partial.clear();
  }
  if (dropped_bytes_ > 0) {
    add_line(LogLevel::warning, fmt::format("Dropped {} bytes of the hook's output: it printed more than {} MiB",
                                            dropped_bytes_, kept_bytes_limit >> 20));
  }
  write_lines();
}

} // namespace periapt::agent
