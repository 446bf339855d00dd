#include "transport/call.h"

#include "core/error.h"
#include "wire/codec.h"
#include "wire/error_codec.h"
#include "wire/messages.h"

#include <charconv>

namespace periapt::transport {

const std::string& Call::argument(std::string_view name) const { return arguments.find(name)->second; }

std::int64_t Call::id(std::string_view name) const {
  const auto& text = argument(name);
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size())
    throw make_error(ErrorKind::not_found, "\"{}\" is not an id", text);
  return value;
}

std::optional<std::string> Call::query_value(std::string_view name) const {
  const auto found = query.find(name);
  if (found == query.end()) return std::nullopt;
  return found->second;
}

std::int64_t Call::query_number(std::string_view name, std::int64_t otherwise) const {
  const auto text = query_value(name);
  if (!text) return otherwise;
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), value);
  if (error != std::errc() || end != text->data() + text->size())
    throw make_error(ErrorKind::invalid, "\"{}\" is not a number: \"{}\"", name, *text);
  return value;
}

std::string Call::unit_name() const { return argument("app") + "/" + argument("n"); }

Reply error_reply(int status, std::string_view kind, const std::string& message) {
  // The message may quote what a caller sent; an answer is JSON whatever that was.
  const auto text = is_utf8(message) ? message : std::string("the request is not UTF-8");
  return {.status = status, .body = wire::encode(wire::ErrorBody{std::string(kind), text})};
}

Reply error_reply(std::exception_ptr failure) {
  try {
    std::rethrow_exception(failure);
  } catch (const Error& error) {
    return error_reply(wire::http_status(error.kind()), wire::name_of(error.kind()), error.what());
  } catch (const std::exception& error) {
    return error_reply(500, wire::name_of(ErrorKind::internal), error.what());
  }
}

} // namespace periapt::transport
