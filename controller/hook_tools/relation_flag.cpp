#include "core/error.h"
#include "hook_tools/tool.h"

#include <charconv>

namespace periapt::hook_tools {
namespace {

std::optional<RelationView> find_relation(const HookContext& context, std::int64_t number) {
  for (auto& relation : context.relations())
    if (relation.number == number) return relation;
  return std::nullopt;
}

/// "db:3" or "3": what stands before the last colon is ignored.
std::int64_t parse_relation_number(std::string_view text) {
  if (const auto colon = text.rfind(':'); colon != std::string_view::npos) text.remove_prefix(colon + 1);
  if (text.starts_with('+')) text.remove_prefix(1);
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size())
    throw make_error(ErrorKind::invalid, "invalid relation id");
  return number;
}

} // namespace

RelationFlag::RelationFlag(FlagSet& flags, const HookContext& context) {
  if (const auto number = context.hook_relation()) relation_ = find_relation(context, *number);
  flags.value({"r", "relation"}, relation_ ? fmt::format("{}:{}", relation_->endpoint, relation_->number) : "",
              "Specify a relation by id", [this, &context](const std::string& text) {
                relation_ = find_relation(context, parse_relation_number(text));
                if (!relation_) throw make_error(ErrorKind::not_found, "relation not found");
              });
}

const RelationView& RelationFlag::required() const {
  if (!relation_) throw make_error(ErrorKind::invalid, "no relation id specified");
  return *relation_;
}

} // namespace periapt::hook_tools
