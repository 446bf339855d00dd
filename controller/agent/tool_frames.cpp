#include "agent/tool_frames.h"

#include "core/error.h"

namespace periapt::agent {
namespace {

constexpr std::size_t id_bytes = 16;

std::string encode_u32(std::uint32_t value) {
  std::string bytes;
  for (int shift = 0; shift < 32; shift += 8) bytes += static_cast<char>(value >> shift & 0xff);
  return bytes;
}

std::uint32_t decode_u32(std::string_view bytes) {
  std::uint32_t value = 0;
  for (int i = 3; i >= 0; --i) value = value << 8 | static_cast<unsigned char>(bytes[static_cast<std::size_t>(i)]);
  return value;
}

/// Texts that each end in a zero byte.
std::vector<std::string> split_texts(std::string_view bytes) {
  std::vector<std::string> texts;
  while (!bytes.empty()) {
    const auto zero = bytes.find('\0');
    if (zero == std::string_view::npos) throw make_error(ErrorKind::invalid, "bad request: malformed call");
    texts.emplace_back(bytes.substr(0, zero));
    bytes.remove_prefix(zero + 1);
  }
  return texts;
}

} // namespace

FrameHeader parse_frame_header(const std::array<char, frame_header_bytes>& bytes) {
  return {.length = decode_u32({bytes.data(), 4}), .kind = bytes[4]};
}

std::string encode_frame(char kind, std::string_view payload) {
  std::string frame = encode_u32(static_cast<std::uint32_t>(payload.size()));
  frame.reserve(frame_header_bytes + payload.size());
  frame += kind;
  return frame.append(payload);
}

ToolCall parse_tool_call(std::string_view payload) {
  if (payload.size() < id_bytes) throw make_error(ErrorKind::invalid, "bad request: malformed call");
  auto texts = split_texts(payload.substr(id_bytes));
  if (texts.size() < 2) throw make_error(ErrorKind::invalid, "bad request: malformed call");
  ToolCall call{.id = std::string(payload.substr(0, id_bytes)), .context_id = texts[0], .tool = texts[1]};
  call.arguments.assign(std::make_move_iterator(texts.begin() + 2), std::make_move_iterator(texts.end()));
  return call;
}

int parse_errno(std::string_view payload) {
  if (payload.size() != 4) throw make_error(ErrorKind::invalid, "bad request: malformed errno");
  return static_cast<int>(decode_u32(payload));
}

std::string write_payload(std::string_view path, std::string_view content) {
  return std::string(path).append(1, '\0').append(content);
}

std::string exit_payload(int code, std::string_view out, std::string_view err) {
  std::string payload(1, static_cast<char>(code));
  payload += encode_u32(static_cast<std::uint32_t>(out.size()));
  return payload.append(out).append(err);
}

ToolExit parse_exit(std::string_view payload) {
  const auto malformed = [] { return make_error(ErrorKind::invalid, "bad answer: malformed exit"); };
  if (payload.size() < 5) throw malformed();
  const auto out_bytes = decode_u32(payload.substr(1, 4));
  if (out_bytes > payload.size() - 5) throw malformed();
  return {static_cast<unsigned char>(payload[0]), std::string(payload.substr(5, out_bytes)),
          std::string(payload.substr(5 + out_bytes))};
}

} // namespace periapt::agent
