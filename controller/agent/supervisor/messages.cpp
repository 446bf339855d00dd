#include "agent/supervisor/messages.h"

#include <charconv>
#include <cstring>
#include <stdexcept>

namespace periapt::agent {
namespace {

[[noreturn]] void fail() { throw std::runtime_error("cannot understand a message between supervisor and agent"); }

void put_u32(std::string& out, std::size_t value) {
  const auto number = static_cast<std::uint32_t>(value);
  out.append(reinterpret_cast<const char*>(&number), sizeof number);
}

std::uint32_t peek_u32(std::string_view bytes) {
  std::uint32_t number = 0;
  if (bytes.size() < sizeof number) fail();
  std::memcpy(&number, bytes.data(), sizeof number);
  return number;
}

std::string_view take_field(std::string_view& rest) {
  const std::size_t size = peek_u32(rest);
  rest.remove_prefix(sizeof(std::uint32_t));
  if (rest.size() < size) fail();
  const std::string_view field = rest.substr(0, size);
  rest.remove_prefix(size);
  return field;
}

/// Reads fields one after the other.
class FieldReader {
public:
  explicit FieldReader(const Message& message) : fields_(message.fields) {}
  bool at_end() const { return next_ == fields_.size(); }
  const std::string& text() {
    if (at_end()) fail();
    return fields_[next_++];
  }
  int number() { return static_cast<int>(long_number()); }
  std::int64_t long_number() {
    const std::string& field = text();
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(field.data(), field.data() + field.size(), value);
    if (error != std::errc() || end != field.data() + field.size()) fail();
    return value;
  }

private:
  const std::vector<std::string>& fields_;
  std::size_t next_ = 0;
};

void append_exit(std::vector<std::string>& fields, const HookExit& exit) {
  fields.insert(fields.end(),
                {exit.id, std::to_string(exit.status.code), std::to_string(exit.status.signal), exit.start_error, exit.out,
                 exit.err, std::to_string(exit.cut_bytes)});
}

HookExit read_exit(FieldReader& fields) {
  HookExit exit;
  exit.id = fields.text();
  exit.status.code = fields.number();
  exit.status.signal = fields.number();
  exit.start_error = fields.text();
  exit.out = fields.text();
  exit.err = fields.text();
  exit.cut_bytes = fields.long_number();
  return exit;
}

StorageMount read_mount(FieldReader& fields) {
  StorageMount mount;
  mount.source = fields.text();
  mount.target = fields.text();
  mount.read_only = fields.number() != 0;
  return mount;
}

} // namespace

Message to_message(const HookExit& exit) {
  Message message{.kind = MessageKind::hook_exited, .fields = {}};
  append_exit(message.fields, exit);
  return message;
}

HookExit hook_exit_of(const Message& message) {
  FieldReader fields(message);
  return read_exit(fields);
}

Message to_message(const Hello& hello) {
  Message message{.kind = MessageKind::hello, .fields = {hello.boot_id}};
  for (const HookRecord& hook : hello.hooks) {
    message.fields.insert(message.fields.end(), {hook.id, hook.unit, hook.hook, hook.exit ? "1" : "0"});
    if (hook.exit) append_exit(message.fields, *hook.exit);
  }
  return message;
}

Hello hello_of(const Message& message) {
  FieldReader fields(message);
  Hello hello{.boot_id = fields.text(), .hooks = {}};
  while (!fields.at_end()) {
    HookRecord hook;
    hook.id = fields.text();
    hook.unit = fields.text();
    hook.hook = fields.text();
    if (fields.number() != 0) hook.exit = read_exit(fields);
    hello.hooks.push_back(std::move(hook));
  }
  return hello;
}

Message to_message(const HookStart& start) {
  Message message{.kind = MessageKind::start_hook,
                  .fields = {start.id, start.unit, start.hook, start.program, start.cwd, start.input,
                             start.keeps_output ? "1" : "0", std::to_string(start.argv.size()),
                             std::to_string(start.mounts.size())}};
  message.fields.insert(message.fields.end(), start.argv.begin(), start.argv.end());
  for (const auto& mount : start.mounts)
    message.fields.insert(message.fields.end(), {mount.source, mount.target, mount.read_only ? "1" : "0"});
  message.fields.insert(message.fields.end(), start.environment.begin(), start.environment.end());
  return message;
}

HookStart hook_start_of(const Message& message) {
  FieldReader fields(message);
  HookStart start;
  start.id = fields.text();
  start.unit = fields.text();
  start.hook = fields.text();
  start.program = fields.text();
  start.cwd = fields.text();
  start.input = fields.text();
  start.keeps_output = fields.number() != 0;
  const int arguments = fields.number();
  const int mounts = fields.number();
  for (int left = arguments; left > 0; --left) start.argv.push_back(fields.text());
  for (int left = mounts; left > 0; --left) start.mounts.push_back(read_mount(fields));
  while (!fields.at_end()) start.environment.push_back(fields.text());
  return start;
}

const std::string& subject_of(const Message& message) {
  if (message.fields.empty()) fail();
  return message.fields.front();
}

std::string encode_frame(const Message& message) {
  std::string body(1, static_cast<char>(message.kind));
  for (const std::string& field : message.fields) {
    put_u32(body, field.size());
    body += field;
  }
  std::string frame;
  put_u32(frame, body.size());
  return frame += body;
}

std::optional<Message> take_frame(std::string& buffer) {
  if (buffer.size() < sizeof(std::uint32_t)) return std::nullopt;
  const std::size_t size = peek_u32(buffer);
  if (size == 0 || size > longest_frame_bytes) fail();
  if (buffer.size() < sizeof(std::uint32_t) + size) return std::nullopt;
  std::string_view rest = std::string_view(buffer).substr(sizeof(std::uint32_t), size);
  Message message{.kind = static_cast<MessageKind>(rest.front()), .fields = {}};
  if (message.kind > MessageKind::reboot) fail();
  rest.remove_prefix(1);
  while (!rest.empty()) message.fields.emplace_back(take_field(rest));
  buffer.erase(0, sizeof(std::uint32_t) + size);
  return message;
}

} // namespace periapt::agent
