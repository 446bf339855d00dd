// The frames between a hook tool and its agent as values. Drawn in charm-sdk/hook-tool/README.md. Pure.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace periapt::agent {

/// What the tool sends.
inline constexpr char frame_request = 'Q';
inline constexpr char frame_file = 'F';
inline constexpr char frame_errno = 'E';
inline constexpr char frame_commands = 'C'; // juju-exec: a CommandRequest
/// What the agent sends.
inline constexpr char frame_read = 'R';
inline constexpr char frame_write = 'W';
inline constexpr char frame_exit = 'X';

inline constexpr std::size_t frame_header_bytes = 5;

struct FrameHeader {
  std::uint32_t length = 0;
  char kind = 0;
};
FrameHeader parse_frame_header(const std::array<char, frame_header_bytes>& bytes);

std::string encode_frame(char kind, std::string_view payload);

struct ToolCall {
  std::string id; // 16 random bytes; the same when the call is sent again
  std::string context_id;
  std::string tool;
  std::vector<std::string> arguments;
};
/// Throws Error(invalid) `bad request: malformed call`.
ToolCall parse_tool_call(std::string_view payload);

/// 0 is success. Throws Error(invalid) `bad request: malformed errno`.
int parse_errno(std::string_view payload);

std::string write_payload(std::string_view path, std::string_view content);
std::string exit_payload(int code, std::string_view out, std::string_view err);
struct ToolExit {
  int code = 0;
  std::string out;
  std::string err;
};
/// Throws Error(invalid) `bad answer: malformed exit`.
ToolExit parse_exit(std::string_view payload);

} // namespace periapt::agent
