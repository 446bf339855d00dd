#include "core/error.h"
#include "hook_tools/output.h"
#include "hook_tools/text.h"
#include "hook_tools/tool_list.h"

namespace periapt::hook_tools {
namespace {

class RelationGet final : public Tool {
public:
  explicit RelationGet(HookContext& context) : Tool(context), relation_(flags_, context), output_(flags_) {
    flags_.boolean({"app"}, "Get the relation data for the overall application, not just a unit", application_);
  }

  void check(const Arguments& positionals) override {
    relation_.required();
    if (!positionals.empty() && positionals[0] != "-") key_ = positionals[0];
    choose_target(positionals);
    refuse_more_than(2, positionals);
  }

  std::optional<ControllerCall> controller_call() const override {
    if (application_) return std::nullopt;
    return UnitSettingsFetch{relation_.required().number, target_};
  }

  void run(ToolResult& result) override {
    const auto relation = relation_.required().number;
    const Bag bag = application_ ? context_.application_settings(relation, target_)
                                 : context_.unit_settings(relation, target_);
    output_.print(key_.empty() ? string_map(bag) : find_or_null(bag, key_), result);
  }

private:
  void choose_target(const Arguments& positionals) {
    if (positionals.size() > 1) {
      target_ = application_ ? application_of(positionals[1]) : unit_name(positionals[1]);
    } else if (!application_ && context_.hook_remote_unit()) {
      target_ = *context_.hook_remote_unit();
    } else if (context_.hook_remote_application()) {
      application_ = true; // created, broken, application bag changed: the application is meant
      target_ = *context_.hook_remote_application();
    } else {
      throw make_error(ErrorKind::invalid, "no unit or application specified");
    }
  }

  static std::string application_of(const std::string& text) {
    const auto unit = UnitName::parse(text);
    return unit ? unit->application().str() : text;
  }

  static std::string unit_name(const std::string& text) {
    if (UnitName::parse(text)) return text;
    if (ApplicationName::parse(text))
      throw make_error(ErrorKind::invalid, "expected unit name, got application name {}", go_quoted(text));
    throw make_error(ErrorKind::invalid, "invalid unit name {}", go_quoted(text));
  }

  RelationFlag relation_;
  OutputFlags output_;
  bool application_ = false;
  std::string key_; // empty: the whole bag
  std::string target_;
};

} // namespace

const ToolEntry relation_get{
    .name = "relation-get",
    .arguments = "[<key>|-] [<unit or application>]",
    .summary = "Get relation settings.",
    .details = "Prints the value of one key, or with no key or \"-\" all of them, as published by a unit or,\n"
               "with --app, by an application. A key that is not there prints nothing and is no error.",
    .examples = "    relation-get host\n    relation-get --format json - mysql/0\n    relation-get --app -r db:3 - mysql",
    .make = make_tool<RelationGet>,
};

} // namespace periapt::hook_tools
