// The protocol between a supervisor and its agent, two programs of one build on one socket pair. A frame is
//   u32 size of what follows | u8 kind | for each field: u32 size, bytes        (host byte order)
// and a descriptor may travel beside a frame's first byte. An agent's release never meets another supervisor's:
// an agent is started from the supervisor's own executable (`agent_program`).
#pragma once

#include "agent/supervisor/hook_types.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace periapt::agent {

enum class MessageKind : std::uint8_t {
  // supervisor to agent
  hello,         // boot id, then each hook's record
  hook_exited,   // HookExit
  socket_made,   // tag; a descriptor beside it
  socket_failed, // tag, reason
  // agent to supervisor
  start_hook,  // HookStart
  acknowledge, // hook id
  kill_hook,   // hook id
  end_hook,    // hook id
  make_socket, // tag
  drop_socket, // tag
  reboot,
};

struct Message {
  MessageKind kind = MessageKind::hello;
  std::vector<std::string> fields;
};

struct Hello {
  std::string boot_id;
  std::vector<HookRecord> hooks;
};

Message to_message(const Hello& hello);
Message to_message(const HookExit& exit);
Message to_message(const HookStart& start);
/// These throw std::runtime_error if fields are missing or malformed.
Hello hello_of(const Message& message);
HookExit hook_exit_of(const Message& message);
HookStart hook_start_of(const Message& message);
/// The first field: an id or a tag.
const std::string& subject_of(const Message& message);

constexpr std::size_t longest_frame_bytes = 16 << 20;

std::string encode_frame(const Message& message);
/// Takes one complete frame off the front of `buffer`; nullopt if it is not complete yet.
/// Throws std::runtime_error if the peer does not speak this protocol.
std::optional<Message> take_frame(std::string& buffer);

} // namespace periapt::agent
