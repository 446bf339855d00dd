// Whether what a scenario expects is so, as the controller tells it. Threads: one.
#pragma once

#include "authoring/scenario.h"
#include "cli/session.h"
#include "core/status_report.h"

#include <map>
#include <string>
#include <vector>

namespace periapt::cli {

struct Unmet {
  std::string unit; // whose log tells more; empty: nobody's
  std::string text; // `blog/0: expected status active, is blocked "needs a database"`
  bool hopeless = false; // a hook has failed where no error is expected: waiting is no use
};

/// One look at the model.
class ExpectationCheck {
public:
  /// `report` is presented (formatters/status_display.h).
  ExpectationCheck(ModelClient& model, const StatusReport& report) : model_(model), report_(report) {}

  /// What is not so. Where all is so but a unit has something left to do, that.
  std::vector<Unmet> unmet(const authoring::Expectation& expectation);

private:
  std::vector<const UnitReport*> units_of(const std::string& name) const;
  void check_status(const authoring::ExpectedStatus& expected);
  void check_ports(const authoring::ExpectedPorts& expected);
  void check_storage(const authoring::ExpectedStorage& expected);
  void check_data(const authoring::ExpectedData& expected);
  void check_settled();
  std::vector<Bag> bags_of(const authoring::ExpectedData& expected);
  const wire::UnitInfo& info_of(const std::string& unit);
  void add(std::string unit, std::string text, bool hopeless = false) { unmet_.push_back({std::move(unit), std::move(text), hopeless}); }

  ModelClient& model_;
  const StatusReport& report_;
  std::map<std::string, wire::UnitInfo> infos_;
  std::vector<Unmet> unmet_;
};

} // namespace periapt::cli
