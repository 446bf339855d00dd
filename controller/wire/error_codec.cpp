#include "wire/error_codec.h"

#include "wire/codec.h"
#include "wire/messages.h"

#include <array>

namespace periapt::wire {
namespace {

struct Row {
  ErrorKind kind;
  std::string_view name;
  int status;
};

constexpr std::array<Row, 7> table{{
    {ErrorKind::not_found, "not-found", 404},
    {ErrorKind::already_exists, "already-exists", 409},
    {ErrorKind::invalid, "invalid", 400},
    {ErrorKind::conflict, "conflict", 409},
    {ErrorKind::denied, "denied", 403},
    {ErrorKind::unavailable, "unavailable", 503},
    {ErrorKind::internal, "internal", 500},
}};

const Row& row_of(ErrorKind kind) {
  for (const auto& row : table)
    if (row.kind == kind) return row;
  return table.back();
}

} // namespace

std::string_view name_of(ErrorKind kind) { return row_of(kind).name; }

int http_status(ErrorKind kind) { return row_of(kind).status; }

std::optional<ErrorKind> parse_error_kind(std::string_view name) {
  for (const auto& row : table)
    if (row.name == name) return row.kind;
  return std::nullopt;
}

Error error_of_answer(int http_status, std::string_view body) {
  try {
    const auto answer = decode<ErrorBody>(body);
    return Error(parse_error_kind(answer.kind).value_or(ErrorKind::internal), answer.message);
  } catch (const Error&) {
    return make_error(ErrorKind::internal, "the controller answered with HTTP status {} and no reason", http_status);
  }
}

} // namespace periapt::wire
