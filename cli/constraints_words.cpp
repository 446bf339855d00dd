#include "cli/constraints_words.h"

#include "cli/formatters/output.h"
#include "core/constraints.h"

namespace periapt::cli {

namespace {

Value constraint_value(const Constraints::Item& item) {
  switch (item.kind) {
  case Constraints::Kind::number:
  case Constraints::Kind::size: return std::int64_t{std::stoll(item.value)};
  case Constraints::Kind::boolean: return item.value == "true";
  case Constraints::Kind::list: return list_of(split(item.value, ','));
  case Constraints::Kind::text: break;
  }
  return item.value;
}

} // namespace

Value constraints_document(const std::string& constraints) {
  Record record;
  for (const auto& item : Constraints::parse(constraints).items()) record.add(item.key, constraint_value(item));
  return record.value();
}

void print_constraints(Session& session, const std::string& constraints) {
  if (session.format() == "constraints") return session.print(constraints + "\n");
  session.print(render(constraints_document(constraints), session.format()));
}

void declare_constraints_format(OptionSet& options) {
  declare_model(options);
  declare_format(options, "constraints, json or yaml", "constraints");
}

} // namespace periapt::cli
